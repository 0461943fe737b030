# @TEST-DOC: The events of QUIC in order, on a port that only signatures know, and how many of them there are.
# @TEST-EXEC: avocet -b -r $TRACES/quic-retry.pcap %INPUT >out
# @TEST-EXEC: avocet -b -r $TRACES/quic-negotiation.pcap %INPUT >>out
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: avocet -b -r $TRACES/quic-v1.pcap %INPUT QUIC::max_discarded_packet_events=1 | grep -c discarded >discarded
# @TEST-EXEC: avocet -b -r $TRACES/quic-v1.pcap %INPUT QUIC::max_discarded_packet_events=-1 | grep -c discarded >>discarded || true
# @TEST-EXEC: btest-diff discarded

@load base/protocols/quic
@load base/frameworks/analyzer

redef QUIC::quic_ports = {};

event QUIC::initial_packet(c: connection, is_orig: bool, version: count, dcid: string, scid: string)
	{
	print "initial", is_orig, version, |dcid|, |scid|;
	}

event QUIC::handshake_packet(c: connection, is_orig: bool, version: count, dcid: string, scid: string)
	{
	print "handshake", is_orig, version, |dcid|, |scid|;
	}

event QUIC::retry_packet(c: connection, is_orig: bool, version: count, dcid: string, scid: string,
    retry_token: string, retry_integrity_tag: string)
	{
	print "retry", is_orig, version, |dcid|, |scid|, |retry_token|, |retry_integrity_tag|;
	}

event QUIC::unhandled_version(c: connection, is_orig: bool, version: count, dcid: string, scid: string)
	{
	print "unhandled", is_orig, fmt("%x", version), |dcid|, |scid|;
	}

event QUIC::discarded_packet(c: connection, is_orig: bool, total_decrypted: count)
	{
	print "discarded", is_orig, total_decrypted;
	}

event QUIC::short_header_packet_threshold_crossed(c: connection, is_orig: bool, threshold: count)
	{
	print "short", is_orig, threshold;
	}

event ssl_client_hello(c: connection, version: count, record_version: count, possible_ts: time,
    client_random: string, session_id: string, ciphers: index_vec, comp_methods: index_vec)
	{
	print "client hello", |ciphers|;
	}

event analyzer_confirmation_info(tag: AllAnalyzers::Tag, info: AnalyzerConfirmationInfo)
	{
	print "confirmed", tag;
	}
