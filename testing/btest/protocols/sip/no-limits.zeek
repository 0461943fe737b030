# @TEST-DOC: Limits of 0 are none: ways are kept as long as they are.
# @TEST-EXEC: avocet -b -r $TRACES/sip.pcap base/protocols/sip base/frameworks/notice/weird SIP::max_request_path_length=0 SIP::max_response_path_length=0
# @TEST-EXEC: log-cut sip.log id.orig_p request_path response_path >paths
# @TEST-EXEC: btest-diff paths
# @TEST-EXEC-FAIL: grep path_length weird.log
