# @TEST-DOC: dns.log to the letter; the policy scripts add and drop columns.
# @TEST-EXEC: avocet -b -r $TRACES/dns-truncated.pcap base/protocols/dns
# @TEST-EXEC: btest-diff dns.log
# @TEST-EXEC: avocet -b -r $TRACES/dns-udp.pcap policy/protocols/dns/auth-addl policy/protocols/dns/disable-opcode-log-fields
# @TEST-EXEC: grep '^#fields' dns.log >fields
# @TEST-EXEC: btest-diff fields
