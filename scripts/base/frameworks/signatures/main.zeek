##! What becomes of signatures that match: rows in a log, notices, counts by host.

@load base/frameworks/notice

module Signatures;

export {
	redef enum Notice::Type += {
		## A signature matched.
		Sensitive_Signature,
		## Many signatures matched between two hosts: :zeek:id:`Signatures::vert_scan_thresholds`.
		Multiple_Signatures,
		## A signature matched from one host to many: :zeek:id:`Signatures::horiz_scan_thresholds`.
		Multiple_Sig_Responders,
		## A signature matched often for one responder: :zeek:id:`Signatures::count_thresholds`.
		Count_Signature,
		## How often a signature matched for an originator.
		Signature_Summary,
	};

	redef enum Log::ID += { LOG };

	## The policy of the log.
	global log_policy: Log::PolicyHook;

	## What becomes of a match. Unless something else is said, it is logged and counted.
	type Action: enum {
		## Nothing.
		SIG_IGNORE,
		## It is counted, not logged.
		SIG_QUIET,
		## It is logged.
		SIG_LOG,
		## It is logged, not counted.
		SIG_FILE_BUT_NO_SCAN,
		## A notice each time, once for each originator, only once.
		SIG_ALARM,
		SIG_ALARM_PER_ORIG,
		SIG_ALARM_ONCE,
		## It is counted for the responder, not logged; a notice at thresholds.
		SIG_COUNT_PER_RESP,
		## A notice after a while with the number of matches for the originator.
		SIG_SUMMARY,
	};

	## A row of the log.
	type Info: record {
		ts: time &log;

		## The connection: who sent what matched, and to whom.
		uid: string &log &optional;
		src_addr: addr &log &optional;
		src_port: port &log &optional;
		dst_addr: addr &log &optional;
		dst_port: port &log &optional;

		## What kind of row it is.
		note: Notice::Type &log;

		## The signature, what it says, and the bytes that matched or something more to say.
		sig_id: string &log &optional;
		event_msg: string &log &optional;
		sub_msg: string &log &optional;

		## How many signatures, or hosts.
		sig_count: count &log &optional;
		host_count: count &log &optional;
	};

	## What becomes of matches, by signature.
	global actions: table[string] of Action = {
		["unspecified"] = SIG_IGNORE,
	} &redef &default=SIG_ALARM;

	## Signatures that are ignored.
	option ignored_ids = /NO_DEFAULT_MATCHES/;

	## At how many responders, for one originator and signature, there is a notice.
	const horiz_scan_thresholds = { 5, 10, 50, 100, 500, 1000 } &redef;

	## At how many signatures, for one originator and responder, there is a notice.
	const vert_scan_thresholds = { 5, 10, 50, 100, 500, 1000 } &redef;

	## At how many matches, for one responder and signature, there is a notice.
	const count_thresholds = { 5, 10, 50, 100, 500, 1000, 10000, 1000000 } &redef;

	## After what time there is a summary.
	option summary_interval = 1 day;

	## A row goes to the log.
	global log_signature: event(rec: Info);
}

# Responders by originator and signature, signatures by originator and responder, and the threshold that
# was reached last by each originator.
global responders: table[addr, string] of addr_set = table() &read_expire=1hr;
global signatures: table[addr, addr] of string_set = table() &read_expire=1hr;
global last_horizontal: table[addr] of count = table() &default=0 &read_expire=1hr;
global last_vertical: table[addr] of count = table() &default=0 &read_expire=1hr;

# Matches by responder, or originator, and signature.
global seen_by_resp: table[addr, string] of count = table() &default=0 &read_expire=1hr;
global seen_by_orig: table[addr, string] of count = table() &default=0 &read_expire=1hr;

# Signatures that alarm only once, and did.
global did_alarm: set[string] = set() &read_expire=1hr;

# No more bytes of what matched than these are shown.
const shown_bytes = 140;

event zeek_init() &priority=5
	{
	Log::create_stream(Signatures::LOG, Log::Stream($columns=Info, $ev=log_signature, $path="signatures",
	                   $policy=log_policy));
	}

event Signatures::summarise(orig: addr, id: string, msg: string)
	{
	NOTICE(Notice::Info($note=Signature_Summary, $src=orig, $msg=fmt("%s: %s", orig, msg),
	                    $n=seen_by_orig[orig, id]));
	}

# The row of a match; its source is the side that sent what matched.
function make_row(state: signature_state, msg: string, data: string): Info
	{
	local id = state$conn$id;
	local row = Info($ts=network_time(), $uid=state$conn$uid, $note=Sensitive_Signature, $sig_id=state$sig_id,
	                 $sub_msg=data);

	row$src_addr = state$is_orig ? id$orig_h : id$resp_h;
	row$src_port = state$is_orig ? id$orig_p : id$resp_p;
	row$dst_addr = state$is_orig ? id$resp_h : id$orig_h;
	row$dst_port = state$is_orig ? id$resp_p : id$orig_p;
	row$event_msg = fmt("%s: %s", row$src_addr, msg);
	return row;
	}

function count_for_responder(state: signature_state, msg: string)
	{
	local host = state$conn$id$resp_h;
	local n = ++seen_by_resp[host, state$sig_id];

	if ( n in count_thresholds )
		NOTICE(Notice::Info($note=Count_Signature, $conn=state$conn, $msg=msg, $n=n,
		       $sub=fmt("%d matches of signature %s on host %s", n, state$sig_id, host)));
	}

# Whether a match is worth a notice of its own; begins summaries.
function is_alarming(state: signature_state, action: Action, msg: string): bool
	{
	local orig = state$conn$id$orig_h;
	local id = state$sig_id;

	switch ( action )
		{
		case SIG_ALARM:
			return T;

		case SIG_ALARM_PER_ORIG:
			return ++seen_by_orig[orig, id] == 1;

		case SIG_ALARM_ONCE:
			if ( id in did_alarm )
				return F;

			add did_alarm[id];
			return T;

		case SIG_SUMMARY:
			if ( ++seen_by_orig[orig, id] == 1 )
				schedule summary_interval { Signatures::summarise(orig, id, msg) };

			return F;
		}

	return F;
	}

# One originator, one signature, many responders.
function watch_responders(orig: addr, resp: addr, id: string, msg: string)
	{
	if ( [orig, id] !in responders )
		responders[orig, id] = set();

	add responders[orig, id][resp];
	local n = |responders[orig, id]|;

	if ( n !in horiz_scan_thresholds || n == last_horizontal[orig] )
		return;

	last_horizontal[orig] = n;
	local said = fmt("%s has triggered signature %s on %d hosts", orig, id, n);
	Log::write(Signatures::LOG, Info($ts=network_time(), $note=Multiple_Sig_Responders, $src_addr=orig,
	           $sig_id=id, $event_msg=msg, $host_count=n, $sub_msg=said));
	NOTICE(Notice::Info($note=Multiple_Sig_Responders, $src=orig, $msg=msg, $n=n, $sub=said));
	}

# One originator, one responder, many signatures.
function watch_signatures(orig: addr, resp: addr, id: string)
	{
	if ( [orig, resp] !in signatures )
		signatures[orig, resp] = set();

	add signatures[orig, resp][id];
	local n = |signatures[orig, resp]|;

	if ( n !in vert_scan_thresholds || n == last_vertical[orig] )
		return;

	last_vertical[orig] = n;
	local said = fmt("%s has triggered %d different signatures on host %s", orig, n, resp);
	local short = fmt("%s different signatures triggered", n);
	Log::write(Signatures::LOG, Info($ts=network_time(), $note=Multiple_Signatures, $src_addr=orig,
	           $dst_addr=resp, $sig_id=id, $sig_count=n, $event_msg=short, $sub_msg=said));
	NOTICE(Notice::Info($note=Multiple_Signatures, $src=orig, $dst=resp, $msg=short, $n=n, $sub=said));
	}

event signature_match(state: signature_state, msg: string, data: string)
	{
	local action = actions[state$sig_id];

	if ( action == SIG_IGNORE || ignored_ids in state$sig_id )
		return;

	if ( |data| > shown_bytes )
		data = sub_bytes(data, 0, shown_bytes) + "...";

	local row = make_row(state, msg, data);

	if ( action == SIG_COUNT_PER_RESP )
		count_for_responder(state, msg);
	else if ( action != SIG_QUIET )
		Log::write(Signatures::LOG, row);

	if ( is_alarming(state, action, msg) )
		NOTICE(Notice::Info($note=Sensitive_Signature, $conn=state$conn, $src=row$src_addr, $dst=row$dst_addr,
		       $msg=row$event_msg, $sub=data));

	if ( action == SIG_FILE_BUT_NO_SCAN || action == SIG_SUMMARY )
		return;

	local id = state$conn$id;
	watch_responders(id$orig_h, id$resp_h, state$sig_id, msg);
	watch_signatures(id$orig_h, id$resp_h, state$sig_id);
	}
