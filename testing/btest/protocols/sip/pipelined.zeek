# @TEST-DOC: Requests that do not wait for replies have a row each, one that is sent again has one, and replies go where they belong.
# @TEST-EXEC: avocet -b -r $TRACES/sip-pipelined.pcap %INPUT
# @TEST-EXEC: log-cut sip.log ts uri seq call_id status_code status_msg >rows
# @TEST-EXEC: btest-diff rows

@load base/protocols/sip
