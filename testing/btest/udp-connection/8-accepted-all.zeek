# @TEST-DOC: What nobody drops is accepted: the file is the same byte for byte, with microseconds or nanoseconds.
# @TEST-EXEC: avocet -b -r $TRACES/verdicts-mixed.pcap %INPUT --accepted kept.pcap
# @TEST-EXEC: cmp $TRACES/verdicts-mixed.pcap kept.pcap
# @TEST-EXEC: avocet -b -r $TRACES/nanoseconds.pcap %INPUT --accepted kept.pcap
# @TEST-EXEC: cmp $TRACES/nanoseconds.pcap kept.pcap
# @TEST-EXEC: avocet -b -r $TRACES/link-unknown.pcap %INPUT --accepted kept.pcap
# @TEST-EXEC: cmp $TRACES/link-unknown.pcap kept.pcap

@load base/protocols/udp_connection
