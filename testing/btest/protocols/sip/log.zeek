# @TEST-DOC: sip.log to the letter: replies to a call, compact headers, what nobody answers; services and weirds.
# @TEST-EXEC: avocet -b -r $TRACES/sip.pcap base/protocols/sip base/protocols/conn base/frameworks/analyzer base/frameworks/notice/weird SIP::max_request_path_length=3 SIP::max_response_path_length=2
# @TEST-EXEC: btest-diff sip.log
# @TEST-EXEC: log-cut conn.log id.orig_p service >services
# @TEST-EXEC: btest-diff services
# @TEST-EXEC: log-cut weird.log id.orig_p name addl >weirds
# @TEST-EXEC: btest-diff weirds
# @TEST-EXEC: test ! -e analyzer.log
