##! Tells GridFTP from other FTP. Its control channels have TLS within AUTH GSSAPI. Its data channels carry a lot that
##! nobody needs to look into: both sides show certificates, nothing is encrypted, and much is transferred soon.

@load ./info
@load ./main
@load base/frameworks/notice
@load base/protocols/conn
@load base/protocols/ssl

module GridFTP;

export {
	## As many bytes one side sends in a data channel, at least.
	option size_threshold: count = 1073741824;

	## How long a connection has time for that.
	option max_time: interval = 2 mins;

	## Whether the rest of a data channel is not looked into.
	option skip_data = T;

	## A connection is a data channel.
	##
	## c: The connection.
	global data_channel_detected: event(c: connection);

	## Whether a connection may be a data channel, as far as its TLS tells; asked when that is established.
	##
	## c: The connection.
	global data_channel_initial_criteria: function(c: connection): bool &redef;
}

redef record FTP::Info += {
	## What the last AUTH asked for.
	last_auth_requested: string &optional;
};

event ftp_request(c: connection, command: string, arg: string) &priority=4
	{
	if ( command == "AUTH" && c?$ftp )
		c$ftp$last_auth_requested = arg;
	}

function data_channel_initial_criteria(c: connection): bool
	{
	if ( ! c?$ssl )
		return F;

	local tls = c$ssl;
	local is_plain = tls?$cipher && /_WITH_NULL_/ in tls$cipher;
	local has_both = tls?$cert_chain && |tls$cert_chain| > 0 && tls?$client_cert_chain && |tls$client_cert_chain| > 0;
	return is_plain && has_both;
	}

# Time is over: it may be anything.
event GridFTP::forget(id: conn_id)
	{
	if ( ! connection_exists(id) )
		return;

	local c = lookup_connection(id);
	ConnThreshold::delete_bytes_threshold(c, size_threshold, T);
	ConnThreshold::delete_bytes_threshold(c, size_threshold, F);
	}

event ssl_established(c: connection) &priority=-3
	{
	if ( c?$ftp && c$ftp?$last_auth_requested && /GSSAPI/ in c$ftp$last_auth_requested )
		add c$service["gridftp"];

	if ( ! data_channel_initial_criteria(c) )
		return;

	ConnThreshold::set_bytes_threshold(c, size_threshold, T);
	ConnThreshold::set_bytes_threshold(c, size_threshold, F);
	schedule max_time { GridFTP::forget(c$id) };
	}

event ConnThreshold::bytes_threshold_crossed(c: connection, threshold: count, is_orig: bool)
	{
	if ( threshold != size_threshold || "gridftp-data" in c$service || ! data_channel_initial_criteria(c) )
		return;

	add c$service["gridftp-data"];
	event GridFTP::data_channel_detected(c);

	if ( skip_data )
		skip_further_processing(c$id);
	}
