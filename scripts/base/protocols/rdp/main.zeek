##! Logs RDP, remote desktops of Windows: one row for each session, as far as it can be read before it is encrypted.

@load base/protocols/conn/removal-hooks
@load ./consts

module RDP;

export {
	redef enum Log::ID += { LOG };

	## The policy of the log.
	global log_policy: Log::PolicyHook;

	## Ports of RDP.
	const rdp_ports = { 3389/tcp } &redef;

	## Ports of RDP over UDP.
	const rdpeudp_ports = { 3389/udp } &redef;

	## A row of the log.
	type Info: record {
		## When the first message was seen.
		ts: time &log;
		## The id of the connection.
		uid: string &log;
		## Its addresses and ports.
		id: conn_id &log;
		## Who the client says it is, often cut to nine characters.
		cookie: string &log &optional;
		## How it went: why the server took no protocol, or whether it took the client, or "encrypted" if no more is
		## known.
		result: string &log &optional;
		## The protocol that the server chose.
		security_protocol: string &log &optional;
		## The channels that the client wants.
		client_channels: vector of string &log &optional;

		## Its keyboard,
		keyboard_layout: string &log &optional;
		## its program,
		client_build: string &log &optional;
		## its name
		client_name: string &log &optional;
		## and product,
		client_dig_product_id: string &log &optional;
		## the desktop that it wants
		desktop_width: count &log &optional;
		desktop_height: count &log &optional;
		## and how many colors.
		requested_color_depth: string &log &optional;

		## What kind of certificate the server shows where RDP encrypts by itself,
		cert_type: string &log &optional;
		## how many there are in its chain,
		cert_count: count &log &default=0;
		## and whether the server keeps it.
		cert_permanent: bool &log &optional;
		## How the server wants to encrypt.
		encryption_level: string &log &optional;
		encryption_method: string &log &optional;
	};

	## Whether the analyzer is taken off a connection once it is logged.
	option disable_analyzer_after_detection = F;

	## How long a session is watched before it is logged.
	option rdp_check_interval = 10secs;

	## A row, as it goes to the log.
	global log_rdp: event(rec: Info);

	## Runs when a connection with RDP is removed, and logs it unless that was done.
	global finalize_rdp: Conn::RemovalHook;
}

redef record Info += {
	## The analyzer of the connection.
	analyzer_id: count &optional;
	## Whether this is in the log.
	done: bool &default=F;
};

redef record connection += {
	rdp: Info &optional;
};

# Who has it wants 32 bits of color, whatever else it says.
const best_color_depth = 8;

event zeek_init() &priority=5
	{
	Log::create_stream(RDP::LOG, Log::Stream($columns=Info, $path="rdp", $ev=log_rdp, $policy=log_policy));
	Analyzer::register_for_ports(Analyzer::ANALYZER_RDP, rdp_ports);
	Analyzer::register_for_ports(Analyzer::ANALYZER_RDPEUDP, rdpeudp_ports);
	}

# ---- Rows -----------------------------------------------------------------------------

function log_once(c: connection)
	{
	local row = c$rdp;

	if ( row$done )
		return;

	row$done = T;
	Log::write(RDP::LOG, row);

	if ( disable_analyzer_after_detection && row?$analyzer_id )
		{
		disable_analyzer(c$id, row$analyzer_id);
		delete row$analyzer_id;
		}
	}

# A session may go on for days; nothing is learnt of it any more after a while.
event RDP::check_record(c: connection)
	{
	if ( c?$rdp )
		log_once(c);
	}

function set_session(c: connection): Info
	{
	if ( ! c?$rdp )
		{
		c$rdp = Info($ts=network_time(), $uid=c$uid, $id=c$id);
		Conn::register_removal_hook(c, finalize_rdp);
		schedule rdp_check_interval { RDP::check_record(c) };
		}

	return c$rdp;
	}

hook finalize_rdp(c: connection)
	{
	if ( c?$rdp )
		log_once(c);
	}

event analyzer_confirmation_info(atype: AllAnalyzers::Tag, info: AnalyzerConfirmationInfo) &priority=5
	{
	if ( atype == Analyzer::ANALYZER_RDP )
		set_session(info$c)$analyzer_id = info$aid;
	}

event analyzer_violation_info(atype: AllAnalyzers::Tag, info: AnalyzerViolationInfo) &priority=5
	{
	if ( atype == Analyzer::ANALYZER_RDP && info$c?$rdp )
		log_once(info$c);
	}

# ---- How a session begins -------------------------------------------------------------

event rdp_connect_request(c: connection, cookie: string) &priority=5
	{
	set_session(c)$cookie = cookie;
	}

event rdp_negotiation_response(c: connection, security_protocol: count) &priority=5
	{
	set_session(c)$security_protocol = security_protocols[security_protocol];
	}

event rdp_negotiation_failure(c: connection, failure_code: count) &priority=5
	{
	set_session(c)$result = failure_codes[failure_code];
	}

# A layout that is not in the table is likely to be a variant of one that is.
function keyboard(layout: count): string
	{
	local plain = layout & 0xffff;

	if ( layout in languages || plain !in languages )
		return languages[layout];

	return fmt("%s (Best Guess for %d)", languages[plain], layout);
	}

function color_depth(data: ClientCoreData): string
	{
	if ( data?$ec_flags && data$ec_flags$want_32bpp_session )
		return color_depths[best_color_depth];

	return data?$high_color_depth ? high_color_depths[data$high_color_depth] : "";
	}

event rdp_client_core_data(c: connection, data: ClientCoreData) &priority=5
	{
	local row = set_session(c);
	row$keyboard_layout = keyboard(data$keyboard_layout);
	row$client_build = builds[data$client_build];
	row$client_name = data$client_name;
	row$desktop_width = data$desktop_width;
	row$desktop_height = data$desktop_height;

	if ( data?$dig_product_id )
		row$client_dig_product_id = data$dig_product_id;

	local depth = color_depth(data);

	if ( depth != "" )
		row$requested_color_depth = depth;
	}

event rdp_client_network_data(c: connection, channels: ClientChannelList)
	{
	local names: vector of string = vector();

	for ( _, channel in channels )
		names += gsub(channel$name, /\x00+$/, "");

	set_session(c)$client_channels = names;
	}

event rdp_gcc_server_create_response(c: connection, result: count) &priority=5
	{
	set_session(c)$result = results[result];
	}

# ---- Encryption -----------------------------------------------------------------------

event rdp_server_security(c: connection, encryption_method: count, encryption_level: count) &priority=5
	{
	local row = set_session(c);
	row$encryption_method = encryption_methods[encryption_method];
	row$encryption_level = encryption_levels[encryption_level];
	}

event rdp_server_certificate(c: connection, cert_type: count, permanently_issued: bool) &priority=5
	{
	local row = set_session(c);
	row$cert_type = cert_types[cert_type];
	row$cert_permanent = permanently_issued;

	# Those of X.509 are counted as files.
	if ( row$cert_type == "RSA" )
		++row$cert_count;
	}

event file_over_new_connection(f: fa_file, c: connection, is_orig: bool) &priority=5
	{
	if ( f$source == "RDP" )
		++set_session(c)$cert_count;
	}

event rdp_begin_encryption(c: connection, security_protocol: count) &priority=5
	{
	local row = set_session(c);
	row$security_protocol = security_protocols[security_protocol];

	if ( ! row?$result )
		row$result = "encrypted";
	}
