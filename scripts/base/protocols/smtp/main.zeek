##! Logs SMTP: a row for each message that somebody tries to send.

@load base/utils/addrs
@load base/utils/directions-and-hosts
@load base/utils/email
@load base/protocols/conn/removal-hooks
@load base/frameworks/notice/weird

module SMTP;

export {
	redef enum Log::ID += { LOG };

	## Ports of SMTP.
	const ports = { 25/tcp, 587/tcp } &redef;

	## The policy of the log.
	global log_policy: Log::PolicyHook;

	## A row of the log.
	type Info: record {
		## When the message was first seen.
		ts: time &log;
		## The id of the connection.
		uid: string &log;
		## Its addresses and ports.
		id: conn_id &log;
		## The number of the message in its connection.
		trans_depth: count &log;
		## What the client calls itself.
		helo: string &log &optional;
		## The sender, as said to the server.
		mailfrom: string &log &optional;
		## The recipients, as said to the server.
		rcptto: set[string] &log &optional;
		## Lines of the message's header: Date,
		date: string &log &optional;
		## From,
		from: string &log &optional;
		## To,
		to: set[string] &log &optional;
		## Cc,
		cc: set[string] &log &optional;
		## Reply-To,
		reply_to: string &log &optional;
		## Message-ID,
		msg_id: string &log &optional;
		## In-Reply-To,
		in_reply_to: string &log &optional;
		## Subject,
		subject: string &log &optional;
		## X-Originating-IP,
		x_originating_ip: addr &log &optional;
		## the first Received,
		first_received: string &log &optional;
		## the second.
		second_received: string &log &optional;
		## What the server said last.
		last_reply: string &log &optional;
		## The hosts that the message passed, the last one first.
		path: vector of addr &log &optional;
		## The program that wrote it.
		user_agent: string &log &optional;

		## Whether the connection went on encrypted.
		tls: bool &log &default=F;
		## Whether further lines of Received add to the path.
		process_received_from: bool &default=T;
		## Whether the client said anything about a message.
		has_client_activity: bool &default=F;
		## Whether lines of the header are taken.
		process_smtp_headers: bool &default=T;
		## Entities of the message so far.
		entity_count: count &default=0;
	};

	## What is kept for a connection.
	type State: record {
		helo: string &optional;
		## Messages that the server has.
		messages_transferred: count &default=0;

		pending_messages: set[Info] &optional;

		## What of a transaction was seen (RFC 5321, section 3.3).
		trans_mail_from_seen: bool &default=F;
		trans_rcpt_to_seen: bool &default=F;
		## Transactions that lacked something.
		invalid_transactions: count &default=0;
		bdat_last_observed: bool &default=F;
		## The analyzer.
		analyzer_id: count &optional;
	};

	## Of which hosts the path is taken.
	option mail_path_capture = ALL_HOSTS;

	## A row in a few words.
	global describe: function(rec: Info): string;

	## A row, as it goes to the log.
	global log_smtp: event(rec: Info);

	## Runs when a connection with SMTP is removed, and logs what is not logged yet.
	global finalize_smtp: Conn::RemovalHook;

	## Whether commands out of their order are weirds (smtp_mail_transaction_invalid).
	option mail_transaction_validation = T;

	## After how many of them the connection is left alone.
	option max_invalid_mail_transactions = 25;

	## How many addresses of each kind a row takes; 0: any number.
	const max_rcptto_addresses: count = 1000 &redef;
	const max_to_addresses: count = 1000 &redef;
	const max_cc_addresses: count = 1000 &redef;

	## How long its path gets; 0: as long as it is.
	const max_path_length: count = 1000 &redef;
}

redef record connection += {
	smtp: Info &optional;
	smtp_state: State &optional;
};

event zeek_init() &priority=5
	{
	Log::create_stream(SMTP::LOG, Log::Stream($columns=Info, $path="smtp", $ev=log_smtp, $policy=log_policy));
	Analyzer::register_for_ports(Analyzer::ANALYZER_SMTP, ports);
	}

# ---- Rows ---------------------------------------------------------------------------

function new_row(c: connection): Info
	{
	local state = c$smtp_state;
	local row = Info($ts=network_time(), $uid=c$uid, $id=c$id, $trans_depth=state$messages_transferred + 1);
	row$path = vector(c$id$resp_h, c$id$orig_h);

	if ( state?$helo )
		row$helo = state$helo;

	return row;
	}

# The row of the message that is being sent, or is expected.
function set_smtp_session(c: connection): Info
	{
	if ( c?$smtp )
		return c$smtp;

	if ( ! c?$smtp_state )
		{
		Conn::register_removal_hook(c, finalize_smtp);
		c$smtp_state = State();
		}

	c$smtp = new_row(c);
	return c$smtp;
	}

# A greeting alone is not worth a row.
function write_row(row: Info)
	{
	if ( row$has_client_activity )
		Log::write(SMTP::LOG, row);
	}

# Logs the present row, if it is about a message, and begins another.
function finish_row(c: connection)
	{
	local state = c$smtp_state;
	write_row(c$smtp);
	c$smtp = new_row(c);
	state$trans_rcpt_to_seen = F;
	state$trans_mail_from_seen = F;
	}

hook finalize_smtp(c: connection)
	{
	if ( c?$smtp )
		write_row(c$smtp);
	}

function describe(rec: Info): string
	{
	if ( ! rec?$mailfrom || ! rec?$rcptto )
		return "";

	local to = "";

	for ( recipient in rec$rcptto )
		{
		to = recipient;
		break;
		}

	if ( |rec$rcptto| > 1 )
		to += fmt(" (plus %d others)", |rec$rcptto| - 1);

	return cat(rec$mailfrom, " -> ", to, rec?$subject ? ": " + rec$subject : "");
	}

# Whether a row has no place for more of something. A limit of 0 is none.
function is_full(number: count, limit: count): bool
	{
	return limit > 0 && number >= limit;
	}

# ---- Commands and replies -----------------------------------------------------------

event analyzer_confirmation_info(atype: AllAnalyzers::Tag, info: AnalyzerConfirmationInfo)
	{
	if ( atype == Analyzer::ANALYZER_SMTP )
		{
		set_smtp_session(info$c);
		info$c$smtp_state$analyzer_id = info$aid;
		}
	}

# Something is missing in front of a command.
function note_invalid(c: connection, what: string)
	{
	if ( ! mail_transaction_validation )
		return;

	local state = c$smtp_state;
	Reporter::conn_weird("smtp_mail_transaction_invalid", c, what, "SMTP");

	if ( ++state$invalid_transactions <= max_invalid_mail_transactions )
		return;

	Reporter::conn_weird("smtp_excessive_invalid_mail_transactions", c,
		fmt("%d > %d", state$invalid_transactions, max_invalid_mail_transactions), "SMTP");

	if ( state?$analyzer_id )
		disable_analyzer(c$id, state$analyzer_id, F);
	}

# What follows the colon of MAIL FROM: and RCPT TO:, without further parameters.
function path_of(arg: string): string
	{
	local colon = strstr(arg, ":");
	local address = extract_first_email_addr(arg[colon:]);
	return address != "" ? address : strip(gsub(arg[colon:], /[<>]/, ""));
	}

function begin_message(c: connection, arg: string)
	{
	local state = c$smtp_state;

	# The server may have said nothing of the message before.
	if ( state$trans_mail_from_seen || c$smtp$has_client_activity )
		finish_row(c);

	state$trans_mail_from_seen = T;
	state$trans_rcpt_to_seen = F;
	state$bdat_last_observed = F;

	if ( /^[fF][rR][oO][mM]:/ in arg )
		c$smtp$mailfrom = path_of(arg);
	}

function add_recipient(c: connection, arg: string)
	{
	local row = c$smtp;
	local state = c$smtp_state;

	if ( /^[tT][oO]:/ in arg )
		{
		if ( ! row?$rcptto )
			row$rcptto = set();

		if ( is_full(|row$rcptto|, max_rcptto_addresses) )
			Reporter::conn_weird("smtp_too_many_rcptto_addresses", c);
		else
			add row$rcptto[path_of(arg)];
		}

	if ( ! state$trans_mail_from_seen )
		note_invalid(c, "rcpt to missing mail from");

	state$trans_rcpt_to_seen = T;
	}

function begin_content(c: connection, command: string, arg: string)
	{
	local state = c$smtp_state;

	# RFC 3030, section 2: content may come in chunks.
	if ( command == "BDAT" && / [lL][aA][sS][tT]/ in arg )
		state$bdat_last_observed = T;

	if ( ! state$trans_rcpt_to_seen )
		note_invalid(c, cat(to_lower(command), " missing rcpt to"));
	}

event smtp_request(c: connection, is_orig: bool, command: string, arg: string) &priority=5
	{
	set_smtp_session(c);
	local state = c$smtp_state;

	switch ( command )
		{
		case "HELO", "EHLO":
			c$smtp$helo = state$helo = arg;
			return;

		case "MAIL":
			begin_message(c, arg);
			break;

		case "RCPT":
			add_recipient(c, arg);
			break;

		case "DATA", "BDAT":
			begin_content(c, command, arg);
			break;

		case "RSET":
			state$trans_rcpt_to_seen = state$trans_mail_from_seen = F;
			return;

		default:
			return;
		}

	c$smtp$has_client_activity = T;
	}

event smtp_reply(c: connection, is_orig: bool, code: count, cmd: string, msg: string, cont_resp: bool) &priority=5
	{
	local row = set_smtp_session(c);

	if ( code > 0 )
		row$last_reply = cat(code, " ", msg);
	}

event smtp_reply(c: connection, is_orig: bool, code: count, cmd: string, msg: string, cont_resp: bool) &priority=-5
	{
	local state = c$smtp_state;
	local ends_message = cmd == "." || ( cmd == "BDAT" && state$bdat_last_observed );

	if ( cont_resp || ! ends_message )
		return;

	if ( code / 100 == 2 )
		++state$messages_transferred;

	state$bdat_last_observed = F;
	finish_row(c);
	}

event smtp_starttls(c: connection) &priority=5
	{
	if ( ! c?$smtp )
		return;

	local row = c$smtp;
	row$has_client_activity = T;
	row$tls = T;
	}

# ---- Headers ------------------------------------------------------------------------

event mime_begin_entity(c: connection) &priority=5
	{
	if ( ! c?$smtp )
		return;

	c$smtp$entity_count += 1;
	}

# Adds the addresses of a header to those of its kind.
function add_addresses(c: connection, kind: string, addresses: set[string], limit: count, value: string)
	{
	for ( address in split_mime_email_addresses(value) )
		{
		if ( is_full(|addresses|, limit) )
			{
			Reporter::conn_weird(fmt("smtp_too_many_%s_addresses", kind), c);
			return;
			}

		add addresses[address];
		}
	}

event mime_one_header(c: connection, h: mime_header_rec) &priority=5
	{
	# Parts have headers of their own, and so have messages within.
	if ( ! c?$smtp || c$smtp$entity_count > 1 || ! c$smtp$process_smtp_headers )
		return;

	local row = c$smtp;

	switch ( h$name )
		{
		case "DATE":
			row$date = h$value;
			break;

		case "FROM":
			row$from = h$value;
			break;

		case "TO":
			if ( ! row?$to )
				row$to = set();

			add_addresses(c, "to", row$to, max_to_addresses, h$value);
			break;

		case "CC":
			if ( ! row?$cc )
				row$cc = set();

			add_addresses(c, "cc", row$cc, max_cc_addresses, h$value);
			break;

		case "REPLY-TO":
			row$reply_to = h$value;
			break;

		case "MESSAGE-ID":
			row$msg_id = h$value;
			break;

		case "IN-REPLY-TO":
			row$in_reply_to = h$value;
			break;

		case "SUBJECT":
			row$subject = h$value;
			break;

		case "RECEIVED":
			if ( row?$first_received )
				row$second_received = row$first_received;

			row$first_received = h$value;
			break;

		case "X-ORIGINATING-IP":
			local found = extract_ip_addresses(h$value, T);

			if ( |found| == 1 )
				row$x_originating_ip = to_addr(found[0]);
			break;

		case "X-MAILER", "USER-AGENT", "X-USER-AGENT":
			row$user_agent = h$value;
			break;
		}
	}

# Adds a host in front of those that the message passed after it.
function add_host(c: connection, host: addr)
	{
	local path = c$smtp$path;
	local length = |path|;

	if ( length > 0 && path[length - 1] == host )
		return;

	if ( is_full(length, max_path_length) )
		Reporter::conn_weird("smtp_max_path_length_exceeded", c);
	else
		path += host;
	}

event mime_one_header(c: connection, h: mime_header_rec) &priority=3
	{
	if ( h$name != "RECEIVED" && h$name != "X-ORIGINATING-IP" )
		return;

	if ( ! c?$smtp || c$smtp$entity_count > 1 || ! c$smtp?$path || ! c$smtp$process_received_from )
		return;

	local found = extract_ip_addresses(h$value, T);

	if ( |found| == 0 )
		return;

	local host = to_addr(found[0]);

	# What lies behind the first host that is not of interest is not, either.
	if ( ! Site::is_private_addr(host) && ! addr_matches_host(host, mail_path_capture) )
		c$smtp$process_received_from = F;

	add_host(c, host);
	}
