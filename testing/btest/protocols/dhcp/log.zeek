# @TEST-DOC: dhcp.log to the letter; policy scripts add columns.
# @TEST-EXEC: avocet -b -r $TRACES/dhcp.pcap base/protocols/dhcp
# @TEST-EXEC: btest-diff dhcp.log
# @TEST-EXEC: avocet -b -r $TRACES/dhcp.pcap policy/protocols/dhcp/sub-opts policy/protocols/dhcp/msg-orig
# @TEST-EXEC: log-cut dhcp.log circuit_id agent_remote_id subscriber_id msg_orig >more
# @TEST-EXEC: btest-diff more
