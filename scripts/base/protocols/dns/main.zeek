##! Logs DNS: one row for a request and its reply.
##!
##! Messages belong together by their transaction id. What waits for its counterpart is kept with the connection: the
##! first request apart from the others, because most connections have just one. What never finds its counterpart is
##! logged when the connection is removed, or when too much of it has gathered.

@load base/utils/queue
@load base/protocols/conn/removal-hooks
@load ./consts

module DNS;

export {
	redef enum Log::ID += { LOG };

	## Ports of DNS, NetBIOS, multicast DNS and LLMNR.
	const ports = { 53/udp, 53/tcp, 137/udp, 5353/udp, 5355/udp } &redef;

	## The policy of the log.
	global log_policy: Log::PolicyHook;

	## A row of the log.
	type Info: record {
		## When the first message of it was seen.
		ts: time &log;
		## The id of the connection.
		uid: string &log;
		## Its addresses and ports.
		id: conn_id &log;
		## Its transport protocol.
		proto: transport_proto &log;
		## The id that request and reply have in common.
		trans_id: count &log &optional;
		## How long the answer took.
		rtt: interval &log &optional;
		## The name asked for.
		query: string &log &optional;
		## The class asked for, as a number
		qclass: count &log &optional;
		## and by name.
		qclass_name: string &log &optional;
		## The type asked for, as a number
		qtype: count &log &optional;
		## and by name.
		qtype_name: string &log &optional;
		## The code of the reply, as a number
		rcode: count &log &optional;
		## and by name.
		rcode_name: string &log &optional;
		## Whether the server is an authority for the name.
		AA: bool &log &default=F;
		## Whether the message was cut.
		TC: bool &log &default=F;
		## Whether the client wants recursion.
		RD: bool &log &default=F;
		## Whether the server offers recursion.
		RA: bool &log &default=F;
		## The three reserved bits.
		Z: count &log &default=0;
		## What the answers say, in short.
		answers: vector of string &log &optional;
		## How long each of them holds.
		TTLs: vector of interval &log &optional;
		## Whether the server refused to answer.
		rejected: bool &log &default=F;
		## The operation, as a number
		opcode: count &log &optional;
		## and by name.
		opcode_name: string &log &optional;

		## Records in the answer section of the reply.
		total_answers: count &optional;
		## Records in all sections of the reply.
		total_replies: count &optional;

		## Whether the request was seen to its end.
		saw_query: bool &default=F;
		## Whether the reply was.
		saw_reply: bool &default=F;
	};

	## A row, as it goes to the log.
	global log_dns: event(rec: Info);

	## Runs for each record of a reply with a summary of it.
	##
	## reply: The summary; may be empty.
	global do_reply: hook(c: connection, msg: dns_msg, ans: dns_answer, reply: string);

	## Runs for each message, and finds or makes the row it belongs to: `c$dns`.
	global set_session: hook(c: connection, msg: dns_msg, is_query: bool);

	## Rows that wait for a counterpart, by transaction id.
	type PendingMessages: table[count] of Queue::Queue;

	## Messages to these addresses have a row each, because replies come on other connections.
	option multicast_subnets: set[subnet] = { 224.0.0.0/4, [ff00::]/8 };

	## How many rows of one transaction id may wait.
	option max_pending_msgs = 50;

	## How many transaction ids of a connection may wait.
	option max_pending_query_ids = 50;

	## What waits on a connection.
	type State: record {
		## A request.
		pending_query: Info &optional;
		## Further requests.
		pending_queries: PendingMessages &optional;
		## Replies that came without a request.
		pending_replies: PendingMessages &optional;
	};

	## Runs when a connection with DNS is removed, and logs what still waits.
	global finalize_dns: Conn::RemovalHook;
}

redef record connection += {
	dns: Info &optional;
	dns_state: State &optional;
};

event zeek_init() &priority=5
	{
	Log::create_stream(DNS::LOG, Log::Stream($columns=Info, $path="dns", $ev=log_dns, $policy=log_policy));
	Analyzer::register_for_ports(Analyzer::ANALYZER_DNS, ports);
	}

# The operations that are logged.
function is_logged(msg: dns_msg): bool
	{
	return msg$opcode == DNS_OP_QUERY || msg$opcode == DNS_OP_DYNAMIC_UPDATE || msg$opcode == DNS_OP_NOTIFY;
	}

function new_row(c: connection, trans_id: count): Info
	{
	return Info($ts=network_time(), $uid=c$uid, $id=c$id, $proto=get_port_transport_proto(c$id$resp_p),
		$trans_id=trans_id);
	}

# ---- What waits ---------------------------------------------------------------------

function log_rows(rows: Queue::Queue)
	{
	while ( Queue::len(rows) > 0 )
		{
		local row: Info = Queue::get(rows);
		Log::write(DNS::LOG, row);
		}
	}

function log_all(waiting: PendingMessages)
	{
	for ( id, rows in waiting )
		log_rows(rows);

	clear_table(waiting);
	}

function has_waiting(waiting: PendingMessages, id: count): bool
	{
	return id in waiting && Queue::len(waiting[id]) > 0;
	}

# Lets a row wait behind others. Where too many do, those are logged as they are.
function put_waiting(waiting: PendingMessages, id: count, row: Info)
	{
	if ( id !in waiting )
		{
		if ( |waiting| > max_pending_query_ids )
			log_all(waiting);

		waiting[id] = Queue::init();
		}
	else if ( Queue::len(waiting[id]) > max_pending_msgs )
		log_rows(waiting[id]);

	Queue::put(waiting[id], row);
	}

function take_waiting(waiting: PendingMessages, id: count): Info
	{
	local row: Info = Queue::get(waiting[id]);

	if ( Queue::len(waiting[id]) == 0 )
		delete waiting[id];

	return row;
	}

# The row of a request: that of its reply, if that came first.
function row_of_request(c: connection, state: State, id: count): Info
	{
	if ( state?$pending_replies && has_waiting(state$pending_replies, id) )
		return take_waiting(state$pending_replies, id);

	local row = new_row(c, id);

	if ( ! state?$pending_query )
		{
		state$pending_query = row;
		return row;
		}

	if ( ! state?$pending_queries )
		state$pending_queries = table();

	put_waiting(state$pending_queries, id, row);
	return row;
	}

# Moves a request up into the place of the first: one with the id that is known to be in use, else any.
function advance_requests(state: State, id: count)
	{
	if ( ! state?$pending_queries )
		return;

	if ( has_waiting(state$pending_queries, id) )
		{
		state$pending_query = take_waiting(state$pending_queries, id);
		return;
		}

	for ( other, rows in state$pending_queries )
		if ( Queue::len(rows) > 0 )
			{
			state$pending_query = take_waiting(state$pending_queries, other);
			return;
			}
	}

# The row of a reply: that of its request, if that was seen.
function row_of_reply(c: connection, state: State, id: count): Info
	{
	local row: Info;

	if ( state?$pending_query && state$pending_query$trans_id == id )
		{
		row = state$pending_query;
		delete state$pending_query;
		advance_requests(state, id);
		return row;
		}

	if ( state?$pending_queries && has_waiting(state$pending_queries, id) )
		return take_waiting(state$pending_queries, id);

	row = new_row(c, id);

	if ( ! state?$pending_replies )
		state$pending_replies = table();

	put_waiting(state$pending_replies, id, row);
	return row;
	}

# ---- Messages -----------------------------------------------------------------------

function state_of(c: connection): State
	{
	if ( c?$dns_state )
		return c$dns_state;

	Conn::register_removal_hook(c, finalize_dns);
	c$dns_state = State();
	return c$dns_state;
	}

# What the head of a reply says (RFC 1035, section 4.1.1).
function note_reply(row: Info, msg: dns_msg)
	{
	row$rcode = msg$rcode;
	row$rcode_name = base_errors[msg$rcode];

	# Nothing repeats the question, so no event will tell that it was turned down.
	if ( msg$num_queries == 0 && msg$rcode != 0 )
		row$rejected = T;

	# Of several replies, the first counts.
	if ( ! row?$total_answers )
		row$total_answers = msg$num_answers;

	if ( ! row?$total_replies )
		row$total_replies = msg$num_answers + msg$num_auth + msg$num_addl;
	}

hook set_session(c: connection, msg: dns_msg, is_query: bool) &priority=5
	{
	local row: Info;
	local state = state_of(c);

	if ( c$id$resp_h in multicast_subnets )
		{
		row = new_row(c, msg$id);
		row$saw_query = row$saw_reply = T;
		}
	else
		row = is_query ? row_of_request(c, state, msg$id) : row_of_reply(c, state, msg$id);

	row$opcode = msg$opcode;
	row$opcode_name = msg$is_netbios ? netbios_opcodes[msg$opcode] : opcodes[msg$opcode];

	if ( ! is_query )
		note_reply(row, msg);

	c$dns = row;
	}

event dns_message(c: connection, is_orig: bool, msg: dns_msg, len: count) &priority=5
	{
	local is_query = ! msg$QR;

	if ( is_logged(msg) )
		hook set_session(c, msg, is_query);
	}

event dns_request(c: connection, msg: dns_msg, query: string, qtype: count, qclass: count) &priority=5
	{
	if ( ! is_logged(msg) )
		return;

	local row = c$dns;
	row$RD = msg$RD;
	row$TC = msg$TC;
	row$Z = msg$Z;
	row$qclass = qclass;
	row$qclass_name = classes[qclass];
	row$qtype = qtype;
	row$qtype_name = query_types[qtype];
	row$query = query;

	if ( c$id$resp_p != 137/udp )
		return;

	# NetBIOS wraps names up, and has another record under the number of SRV.
	local plain = decode_netbios_name(query);

	if ( |plain| > 0 )
		row$query = plain;

	if ( row$qtype_name == "SRV" )
		row$qtype_name = "NBSTAT";
	}

event dns_rejected(c: connection, msg: dns_msg, query: string, qtype: count, qclass: count) &priority=5
	{
	if ( ! is_logged(msg) || ! c?$dns )
		return;

	c$dns$rejected = T;
	}

event dns_end(c: connection, msg: dns_msg) &priority=5
	{
	if ( ! is_logged(msg) || ! c?$dns )
		return;

	local row = c$dns;
	row$saw_query = row$saw_query || ! msg$QR;
	row$saw_reply = row$saw_reply || msg$QR;
	}

event dns_end(c: connection, msg: dns_msg) &priority=-5
	{
	if ( ! is_logged(msg) || ! c?$dns )
		return;

	local row = c$dns;

	if ( row$saw_query && row$saw_reply )
		{
		Log::write(DNS::LOG, row);
		delete c$dns;
		}
	}

hook finalize_dns(c: connection)
	{
	if ( ! c?$dns_state )
		return;

	local state = c$dns_state;

	if ( state?$pending_query )
		Log::write(DNS::LOG, state$pending_query);

	if ( state?$pending_queries )
		log_all(state$pending_queries);

	if ( state?$pending_replies )
		log_all(state$pending_replies);
	}

# ---- Answers ------------------------------------------------------------------------

hook do_reply(c: connection, msg: dns_msg, ans: dns_answer, reply: string) &priority=5
	{
	# Records within a request answer nothing.
	if ( ! is_logged(msg) || ! msg$QR )
		return;

	if ( ans$answer_type != DNS_ANS && ans$answer_type != DNS_PREREQUISITE && ans$answer_type != DNS_UPDATE )
		return;

	local row = c$dns;

	if ( ! row?$query )
		row$query = ans$query;

	row$AA = msg$AA;
	row$RA = msg$RA;

	# No time at all means that the row began with the reply.
	if ( ! row?$rtt && network_time() > row$ts )
		row$rtt = network_time() - row$ts;

	if ( reply == "" )
		return;

	if ( ! row?$answers )
		{
		row$answers = vector();
		row$TTLs = vector();
		}

	local is_addition = msg$opcode == DNS_OP_DYNAMIC_UPDATE && ans$answer_type == DNS_UPDATE && ! starts_with(reply, "del:");
	row$answers += is_addition ? "add: " + reply : reply;
	row$TTLs += ans$TTL;
	}

# Updates say what they do to which name.
function of_address(msg: dns_msg, ans: dns_answer, kind: string, a: addr): string
	{
	if ( msg$opcode == DNS_OP_DYNAMIC_UPDATE && ! msg$is_netbios )
		return fmt("%s %s %s", kind, ans$query, a);

	return cat(a);
	}

function of_strings(kind: string, strs: string_vec): string
	{
	local text = "";

	for ( i, s in strs )
		text += fmt("%s%s %d %s", i > 0 ? " " : "", kind, |s|, s);

	return text;
	}

event dns_A_reply(c: connection, msg: dns_msg, ans: dns_answer, a: addr) &priority=5
	{
	hook do_reply(c, msg, ans, of_address(msg, ans, "A", a));
	}

event dns_AAAA_reply(c: connection, msg: dns_msg, ans: dns_answer, a: addr) &priority=5
	{
	hook do_reply(c, msg, ans, of_address(msg, ans, "AAAA", a));
	}

event dns_A6_reply(c: connection, msg: dns_msg, ans: dns_answer, a: addr) &priority=5
	{
	hook do_reply(c, msg, ans, of_address(msg, ans, "A6", a));
	}

event dns_NS_reply(c: connection, msg: dns_msg, ans: dns_answer, name: string) &priority=5
	{
	hook do_reply(c, msg, ans, name);
	}

event dns_CNAME_reply(c: connection, msg: dns_msg, ans: dns_answer, name: string) &priority=5
	{
	hook do_reply(c, msg, ans, name);
	}

event dns_PTR_reply(c: connection, msg: dns_msg, ans: dns_answer, name: string) &priority=5
	{
	hook do_reply(c, msg, ans, name);
	}

event dns_MX_reply(c: connection, msg: dns_msg, ans: dns_answer, name: string, preference: count) &priority=5
	{
	hook do_reply(c, msg, ans, name);
	}

event dns_SOA_reply(c: connection, msg: dns_msg, ans: dns_answer, soa: dns_soa) &priority=5
	{
	hook do_reply(c, msg, ans, soa$mname);
	}

event dns_WKS_reply(c: connection, msg: dns_msg, ans: dns_answer) &priority=5
	{
	hook do_reply(c, msg, ans, "");
	}

event dns_TXT_reply(c: connection, msg: dns_msg, ans: dns_answer, strs: string_vec) &priority=5
	{
	hook do_reply(c, msg, ans, of_strings("TXT", strs));
	}

event dns_SPF_reply(c: connection, msg: dns_msg, ans: dns_answer, strs: string_vec) &priority=5
	{
	hook do_reply(c, msg, ans, of_strings("SPF", strs));
	}

event dns_SRV_reply(c: connection, msg: dns_msg, ans: dns_answer, target: string, priority: count, weight: count, p: count) &priority=5
	{
	hook do_reply(c, msg, ans, target);
	}

event dns_NAPTR_reply(c: connection, msg: dns_msg, ans: dns_answer, naptr: dns_naptr_rr) &priority=5
	{
	local gap = |naptr$regexp| > 0 && |naptr$replacement| > 0 ? " " : "";
	hook do_reply(c, msg, ans, fmt("NAPTR %d %d %s %s %s%s%s", naptr$order, naptr$preference, naptr$flags,
		naptr$service, naptr$regexp, gap, naptr$replacement));
	}

event dns_RRSIG(c: connection, msg: dns_msg, ans: dns_answer, rrsig: dns_rrsig_rr) &priority=5
	{
	local signer = rrsig$signer_name == "" ? "<Root>" : rrsig$signer_name;
	hook do_reply(c, msg, ans, fmt("RRSIG %d %s", rrsig$type_covered, signer));
	}

event dns_DNSKEY(c: connection, msg: dns_msg, ans: dns_answer, dnskey: dns_dnskey_rr) &priority=5
	{
	hook do_reply(c, msg, ans, fmt("DNSKEY %d", dnskey$algorithm));
	}

event dns_NSEC(c: connection, msg: dns_msg, ans: dns_answer, next_name: string, bitmaps: string_vec) &priority=5
	{
	hook do_reply(c, msg, ans, fmt("NSEC %s %s", ans$query, next_name));
	}

event dns_NSEC3(c: connection, msg: dns_msg, ans: dns_answer, nsec3: dns_nsec3_rr) &priority=5
	{
	hook do_reply(c, msg, ans, "NSEC3");
	}

event dns_NSEC3PARAM(c: connection, msg: dns_msg, ans: dns_answer, nsec3param: dns_nsec3param_rr) &priority=5
	{
	hook do_reply(c, msg, ans, "NSEC3PARAM");
	}

event dns_DS(c: connection, msg: dns_msg, ans: dns_answer, ds: dns_ds_rr) &priority=5
	{
	hook do_reply(c, msg, ans, fmt("DS %d %d", ds$algorithm, ds$digest_type));
	}

event dns_BINDS(c: connection, msg: dns_msg, ans: dns_answer, binds: dns_binds_rr) &priority=5
	{
	hook do_reply(c, msg, ans, "BIND9 signing signal");
	}

event dns_SSHFP(c: connection, msg: dns_msg, ans: dns_answer, algo: count, fptype: count, fingerprint: string) &priority=5
	{
	hook do_reply(c, msg, ans, "SSHFP: " + bytestring_to_hexstr(fingerprint));
	}

event dns_LOC(c: connection, msg: dns_msg, ans: dns_answer, loc: dns_loc_rr) &priority=5
	{
	hook do_reply(c, msg, ans, fmt("LOC:  %d %d %d", loc$size, loc$horiz_pre, loc$vert_pre));
	}

event dns_unknown_reply(c: connection, msg: dns_msg, ans: dns_answer) &priority=5
	{
	hook do_reply(c, msg, ans, fmt("<unknown type=%d>", ans$qtype));
	}

# ---- Updates ------------------------------------------------------------------------

# What must hold before an update is made (RFC 2136, section 2.4).
function prerequisite(ans: dns_answer): string
	{
	local kind = query_types[ans$qtype];
	local of_any_type = ans$qtype == ANY;

	if ( ans$qclass == NONE )
		return of_any_type ? fmt("NameNotInUse %s", ans$query) : fmt("NoRRSet %s %s", kind, ans$query);

	if ( ans$qclass == ANY && of_any_type )
		return fmt("NameInUse %s", ans$query);

	return fmt("RRSetExists %s %s", kind, ans$query);
	}

# What an update takes away (RFC 2136, section 2.5): one record, all of a name, or all of a name and type.
function deletion(ans: dns_answer): string
	{
	local kind = query_types[ans$qtype];

	if ( ans$qclass == NONE )
		return fmt("RR %s %s", kind, ans$query);

	return ans$qclass == ANY && ans$qtype == ANY ? fmt("RRSet * %s", ans$query) : fmt("RRSet %s", kind);
	}

event dns_dynamic_update_pre(c: connection, msg: dns_msg, ans: dns_answer) &priority=5
	{
	hook do_reply(c, msg, ans, "pre: " + prerequisite(ans));
	}

event dns_dynamic_update_del(c: connection, msg: dns_msg, ans: dns_answer) &priority=5
	{
	hook do_reply(c, msg, ans, "del: " + deletion(ans));
	}
