# @TEST-DOC: Rows with too many messages are written early.
# @TEST-EXEC: avocet -b -r $TRACES/dhcp.pcap base/protocols/dhcp DHCP::max_msg_types_per_log_entry=2
# @TEST-EXEC: log-cut dhcp.log msg_types duration >out
# @TEST-EXEC: btest-diff out
