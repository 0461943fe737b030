# @TEST-DOC: What the events of a datagram are and how they follow each other, with those of the engine.
# @TEST-EXEC: avocet -b -r $TRACES/udp-both-ways.pcap $ROOT/testing/btest/Scripts/udp-events.zeek %INPUT --accepted kept.pcap >out
# @TEST-EXEC: btest-diff out

event new_connection(c: connection) { print "new_connection"; }
event udp_request(c: connection) { print "udp_request"; }
event udp_reply(c: connection) { print "udp_reply"; }
event connection_state_remove(c: connection) { print "connection_state_remove"; }
