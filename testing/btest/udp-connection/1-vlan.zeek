# @TEST-DOC: Without VLANs in the key of the engine, a flow goes on in another VLAN.
# @TEST-EXEC: avocet -b -r $TRACES/udp-vlans.pcap $ROOT/testing/btest/Scripts/udp-events.zeek %INPUT --accepted kept.pcap >out
# @TEST-EXEC: packets-kept $TRACES/udp-vlans.pcap kept.pcap >>out
# @TEST-EXEC: btest-diff out

@load base/protocols/udp_connection
