# @TEST-DOC: The NetBIOS name service, with its names unwrapped.
# @TEST-EXEC: avocet -b -r $TRACES/dns-netbios.pcap base/protocols/dns
# @TEST-EXEC: log-cut dns.log trans_id query qtype_name rcode_name answers opcode_name >rows
# @TEST-EXEC: btest-diff rows
