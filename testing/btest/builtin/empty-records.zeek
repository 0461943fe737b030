# @TEST-DOC: Functions do with records that lack what they must have, while a connection is at hand: errors or results, no crash.
# @TEST-EXEC: avocet -b -r $TRACES/http-get.pcap %INPUT >out 2>errors
# @TEST-EXEC: btest-diff out

@load base/frameworks/broker
@load base/frameworks/cluster
@load base/frameworks/input
@load base/frameworks/logging
@load base/frameworks/storage/sync
@load base/protocols/websocket
@load policy/frameworks/storage/backend/sqlite

event new_connection(c: connection)
	{
	local id: conn_id;
	local empty: connection;
	local hollow: connection;
	hollow$id = id;
	for ( _, e in vector(empty, hollow) )
		{
		skip_smtp_data(e);
		skip_http_entity_data(e, T);
		set_ssl_established(e);
		Conn::drop(e);
		Reporter::conn_weird("x", e);
		print Reporter::limit_reached_weird("x", e, 1);
		}
	print connection_exists(id);
	}

# A run-time error ends its handler alone.
event new_connection(c: connection) { local p: pcap_packet; dump_packet(p, "f"); }
event new_connection(c: connection) { local i: conn_id; community_id_v1(i); }
event new_connection(c: connection) { local i: conn_id; lookup_connection(i); }
event new_connection(c: connection) { local w: WebSocket::AnalyzerConfig; local e: connection; WebSocket::__configure_analyzer(e, 1, w); }

event new_connection(c: connection)
	{
	local o: Storage::BackendOptions;
	print Storage::Sync::open_backend(Storage::STORAGE_BACKEND_SQLITE, o, string, string)$code;
	local s: Storage::Backend::SQLite::Options;
	o$sqlite = s;
	print Storage::Sync::open_backend(Storage::STORAGE_BACKEND_SQLITE, o, string, string)$code;
	}

event new_connection(c: connection) { local d: Broker::Data; print Broker::data_type(d), Broker::set_size(d); }
event new_connection(c: connection) { local d: Broker::Data; print Broker::table_lookup(d, 1); }
event new_connection(c: connection) { local o: Broker::BackendOptions; Broker::create_master("empty", Broker::SQLITE, o); }
event new_connection(c: connection) { local d: Input::TableDescription; Input::add_table(d); }
event new_connection(c: connection) { local d: Input::EventDescription; Input::add_event(d); }
event new_connection(c: connection) { local d: Input::AnalysisDescription; Input::add_analysis(d); }
event new_connection(c: connection) { local f: Log::Filter; Log::add_filter(Log::UNKNOWN, f); }
event new_connection(c: connection) { local s: Log::Stream; Log::create_stream(Log::UNKNOWN, s); }
event new_connection(c: connection) { local e: Cluster::Event; print Cluster::publish("t", e); }
event new_connection(c: connection) { local f: fa_file; Reporter::file_weird("x", f); }

event zeek_done()
	{
	print "done";
	}
