#include "protocol/postgresql/declarations.h"

namespace avocet {

const std::string_view kPostgresDeclarations = R"(
module PostgreSQL;

export {
	## A client wants to go on over TLS.
	global ssl_request: event(c: connection);

	## The server's answer.
	##
	## data: S if TLS follows, N if not.
	global ssl_reply: event(c: connection, data: string);

	## What a client says of itself; the startup follows.
	global startup_parameter: event(c: connection, name: string, value: string);

	## A client begins.
	global startup_message: event(c: connection, major: count, minor: count);

	## The server wants to know more.
	##
	## identifier: What; see :zeek:id:`PostgreSQL::auth_ids`.
	## data: What it says to it.
	global authentication_request: event(c: connection, identifier: count, data: string);

	## The client's answer, which may hold a password.
	global authentication_response: event(c: connection, data: string);

	## The client may go on.
	global authentication_ok: event(c: connection);

	## Something that holds for the session.
	global parameter_status: event(c: connection, name: string, value: string);

	## What a client needs to cancel queries.
	global backend_key_data: event(c: connection, process_id: count, secret_key: count);

	## The server waits for a query.
	##
	## transaction_status: I outside of transactions, T in one, E in one that failed.
	global ready_for_query: event(c: connection, transaction_status: string);

	## A query as text.
	global simple_query: event(c: connection, query: string);

	## A row of a result.
	##
	## column_values: How many columns it has.
	global data_row: event(c: connection, column_values: count);

	## A field of an error ...
	##
	## code: What it says; see :zeek:id:`PostgreSQL::error_ids`.
	global error_response_identified_field: event(c: connection, code: string, value: string);

	## ... and the error itself.
	global error_response: event(c: connection);

	## A field of a notice ...
	global notice_response_identified_field: event(c: connection, code: string, value: string);

	## ... and the notice itself.
	global notice_response: event(c: connection);

	## The client leaves.
	global terminate: event(c: connection);

	## Any other message.
	##
	## typ: Its type.
	## chunk: What is in it, at most a megabyte.
	global not_implemented: event(c: connection, is_orig: bool, typ: string, chunk: string);
}
)";

}  // namespace avocet
