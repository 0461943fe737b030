# @TEST-DOC: A heartbeat that claims more than it has is noticed, and so is an answer to it.
# @TEST-EXEC: avocet -b -r $TRACES/tls-odd.pcap policy/protocols/ssl/heartbleed
# @TEST-EXEC: log-cut notice.log id.orig_p note >out
# @TEST-EXEC: btest-diff out
