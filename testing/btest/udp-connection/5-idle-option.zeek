# @TEST-DOC: The timeout is an option, and not the one of other UDP.
# @TEST-EXEC: avocet -b -r $TRACES/udp-idle-gaps.pcap $ROOT/testing/btest/Scripts/udp-events.zeek %INPUT --accepted kept.pcap udp_connection::idle_timeout=60.0001secs udp_inactivity_timeout=5secs >out
# @TEST-EXEC: btest-diff out

@load base/protocols/udp_connection
