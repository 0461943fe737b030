# @TEST-DOC: A datagram with a wrong checksum is shown as it is; its data is not.
# @TEST-EXEC: avocet -b -r $TRACES/bad-checksums.pcap $ROOT/testing/btest/Scripts/udp-events.zeek %INPUT --accepted kept.pcap >out
# @TEST-EXEC: btest-diff out

@load base/protocols/udp_connection
