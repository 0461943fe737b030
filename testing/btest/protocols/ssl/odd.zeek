# @TEST-DOC: What no ordinary client sends: weirds and violations, sessions the wrong way round, heartbeats, SSL 2, fragments of DTLS.
# @TEST-EXEC: avocet -r $TRACES/tls-odd.pcap %INPUT >out
# @TEST-EXEC: log-cut ssl.log id.orig_p version curve server_name last_alert established ssl_history | sort >>out
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: avocet -r $TRACES/ssl2.pcap %INPUT >ssl2
# @TEST-EXEC: log-cut ssl.log version cipher established >>ssl2
# @TEST-EXEC: btest-diff ssl2
# @TEST-EXEC: avocet -r $TRACES/dtls-fragments.pcap %INPUT >dtls
# @TEST-EXEC: log-cut conn.log id.orig_p service | sort >>dtls
# @TEST-EXEC: btest-diff dtls

event conn_weird(name: string, c: connection, addl: string, source: string) { print c$id$orig_p, name, addl; }
event analyzer_violation_info(atype: AllAnalyzers::Tag, info: AnalyzerViolationInfo) { print info$c$id$orig_p, atype, info$reason; }
event ssl_client_hello(c: connection, version: count, record_version: count, possible_ts: time, client_random: string,
    session_id: string, ciphers: index_vec, comp_methods: index_vec)
	{ print c$id$orig_p, "client hello", version, record_version; }
event ssl_heartbeat(c: connection, is_client: bool, length: count, heartbeat_type: count, payload_length: count, payload: string)
	{ print c$id$orig_p, "heartbeat", is_client, length, heartbeat_type, payload_length, |payload|; }
