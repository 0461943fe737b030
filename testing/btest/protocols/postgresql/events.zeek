# @TEST-DOC: What both sides say, in order.
# @TEST-EXEC: avocet -b -r $TRACES/postgresql-odd.pcap %INPUT >out
# @TEST-EXEC: btest-diff out

@load base/protocols/postgresql

event PostgreSQL::ssl_request(c: connection)
	{
	print c$id$orig_p, "TLS";
	}

event PostgreSQL::ssl_reply(c: connection, data: string)
	{
	print c$id$orig_p, "TLS", data;
	}

event PostgreSQL::startup_parameter(c: connection, name: string, value: string)
	{
	print c$id$orig_p, "parameter", name, value;
	}

event PostgreSQL::startup_message(c: connection, major: count, minor: count)
	{
	print c$id$orig_p, "startup", major, minor;
	}

event PostgreSQL::authentication_request(c: connection, identifier: count, data: string)
	{
	print c$id$orig_p, "login?", identifier, data;
	}

event PostgreSQL::authentication_response(c: connection, data: string)
	{
	print c$id$orig_p, "login", data;
	}

event PostgreSQL::authentication_ok(c: connection)
	{
	print c$id$orig_p, "login ok";
	}

event PostgreSQL::parameter_status(c: connection, name: string, value: string)
	{
	print c$id$orig_p, "status", name, value;
	}

event PostgreSQL::backend_key_data(c: connection, process_id: count, secret_key: count)
	{
	print c$id$orig_p, "key", process_id, secret_key;
	}

event PostgreSQL::ready_for_query(c: connection, transaction_status: string)
	{
	print c$id$orig_p, "ready", transaction_status;
	}

event PostgreSQL::simple_query(c: connection, query: string)
	{
	print c$id$orig_p, "query", query;
	}

event PostgreSQL::data_row(c: connection, column_values: count)
	{
	print c$id$orig_p, "row", column_values;
	}

event PostgreSQL::error_response_identified_field(c: connection, code: string, value: string)
	{
	print c$id$orig_p, "error", code, value;
	}

event PostgreSQL::error_response(c: connection)
	{
	print c$id$orig_p, "error";
	}

event PostgreSQL::notice_response_identified_field(c: connection, code: string, value: string)
	{
	print c$id$orig_p, "notice", code, value;
	}

event PostgreSQL::notice_response(c: connection)
	{
	print c$id$orig_p, "notice";
	}

event PostgreSQL::terminate(c: connection)
	{
	print c$id$orig_p, "end";
	}

event PostgreSQL::not_implemented(c: connection, is_orig: bool, typ: string, chunk: string)
	{
	print c$id$orig_p, is_orig, typ, chunk;
	}
