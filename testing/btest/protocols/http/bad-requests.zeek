# @TEST-DOC: Lines that are no request end HTTP; empty ones are passed over, and are weirds.
# @TEST-EXEC: avocet -r $TRACES/http-bad-requests.pcap %INPUT
# @TEST-EXEC: log-cut conn.log id.orig_p service >out
# @TEST-EXEC: log-cut weird.log id.orig_p name >>out
# @TEST-EXEC: log-cut analyzer.log id.orig_p failure_reason failure_data >>out
# @TEST-EXEC: log-cut http.log id.orig_p trans_depth method status_code >>out
# @TEST-EXEC: btest-diff out
