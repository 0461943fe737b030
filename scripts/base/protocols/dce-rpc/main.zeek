##! Logs calls of DCE/RPC: one row for each operation that is called, over TCP or over pipes of SMB.

@load ./consts
@load base/protocols/conn/removal-hooks

module DCE_RPC;

export {
	redef enum Log::ID += { LOG };

	## Ports of DCE/RPC.
	const ports = { 135/tcp } &redef;

	## The policy of the log.
	global log_policy: Log::PolicyHook;

	## A row of the log.
	type Info: record {
		## When the operation was called.
		ts: time &log;
		## The id of the connection.
		uid: string &log;
		## Its addresses and ports.
		id: conn_id &log;
		## How long the answer took; unset if one of both was not seen.
		rtt: interval &log &optional;
		## Where the server listens: a pipe, or a port.
		named_pipe: string &log &optional;
		## The interface.
		endpoint: string &log &optional;
		## The operation.
		operation: string &log &optional;
	};

	## Operations that are not logged, by interface: they are many, and say little. An interface with "*"
	## is left out altogether.
	option ignored_operations: table[string] of set[string] = {
		["winreg"] = set("BaseRegCloseKey", "BaseRegGetVersion", "BaseRegOpenKey", "BaseRegQueryValue",
			"BaseRegDeleteKeyEx", "OpenLocalMachine", "BaseRegEnumKey", "OpenClassesRoot"),
		["spoolss"] = set("RpcSplOpenPrinter", "RpcClosePrinter"),
		["wkssvc"] = set("NetrWkstaGetInfo"),
	};

	## What is known of a connection, or of a pipe.
	type State: record {
		## The interface that was bound last.
		uuid: string &optional;
		## Where the server listens.
		named_pipe: string &optional;
		## Interfaces by the context that they are bound to.
		ctx_to_uuid: table[count] of string &optional;
	};

	## A row, and the state it belongs to.
	type BackingState: record {
		info: Info;
		state: State;
	};

	## Runs when a connection with DCE/RPC is removed, and logs what still waits.
	global finalize_dce_rpc: Conn::RemovalHook;
}

# Many things look like DCE/RPC for a moment.
redef DPD::ignore_violations += { Analyzer::ANALYZER_DCE_RPC };

redef record connection += {
	dce_rpc: Info &optional;
	dce_rpc_state: State &optional;
	## By the number of the pipe.
	dce_rpc_backing: table[count] of BackingState &optional;
};

event zeek_init() &priority=5
	{
	Log::create_stream(DCE_RPC::LOG, Log::Stream($columns=Info, $path="dce_rpc", $policy=log_policy));
	Analyzer::register_for_ports(Analyzer::ANALYZER_DCE_RPC, ports);
	}

# Calls that wait for their answers, of each pipe of each connection: those that were sent before the last one.
global earlier_calls: table[string, count] of vector of Info;
const max_earlier_calls = 1000;

# The name of a pipe without what servers put before it.
function plain_pipe_name(name: string): string
	{
	local parts = split_string(to_lower(name), /\\+/);
	return parts[|parts| - 1];
	}

# What is kept of a pipe, begun with the first that is heard of it.
function pipe(c: connection, fid: count): BackingState
	{
	if ( c?$dce_rpc_backing && fid in c$dce_rpc_backing )
		return c$dce_rpc_backing[fid];

	if ( ! c?$dce_rpc_backing )
		{
		Conn::register_removal_hook(c, finalize_dce_rpc);
		c$dce_rpc_backing = table();
		}

	local fresh = BackingState($info=Info($ts=network_time(), $uid=c$uid, $id=c$id),
		$state=State($ctx_to_uuid=table()));
	c$dce_rpc_backing[fid] = fresh;
	return fresh;
	}

# Makes the row and the state of a pipe the current ones.
function use_pipe(c: connection, fid: count)
	{
	local backing = pipe(c, fid);
	c$dce_rpc_state = backing$state;
	c$dce_rpc = backing$info;
	}

function bound(c: connection, fid: count, ctx_id: count, uuid: string)
	{
	use_pipe(c, fid);
	c$dce_rpc_state$uuid = uuid;
	c$dce_rpc_state$ctx_to_uuid[ctx_id] = uuid;
	c$dce_rpc$endpoint = uuid_endpoint_map[uuid];
	}

event dce_rpc_bind(c: connection, fid: count, ctx_id: count, uuid: string, ver_major: count, ver_minor: count) &priority=5
	{
	bound(c, fid, ctx_id, uuid);
	}

event dce_rpc_alter_context(c: connection, fid: count, ctx_id: count, uuid: string, ver_major: count, ver_minor: count) &priority=5
	{
	bound(c, fid, ctx_id, uuid);
	}

event dce_rpc_bind_ack(c: connection, fid: count, sec_addr: string) &priority=5
	{
	use_pipe(c, fid);

	if ( |sec_addr| > 0 )
		c$dce_rpc$named_pipe = c$dce_rpc_state$named_pipe = sec_addr;
	}

event dce_rpc_alter_context_resp(c: connection, fid: count) &priority=5
	{
	use_pipe(c, fid);
	}

# The interface of a context, as far as it is known.
function interface_of(state: State, ctx_id: count): string
	{
	if ( ctx_id in state$ctx_to_uuid )
		return state$ctx_to_uuid[ctx_id];

	if ( state?$named_pipe )
		{
		local name = plain_pipe_name(state$named_pipe);

		if ( name in pipe_name_to_common_uuid )
			return pipe_name_to_common_uuid[name];
		}

	return state?$uuid ? state$uuid : "";
	}

# Says in the row what was called.
function note_operation(c: connection, ctx_id: count, opnum: count)
	{
	local uuid = interface_of(c$dce_rpc_state, ctx_id);

	if ( uuid == "" )
		return;

	c$dce_rpc$endpoint = uuid_endpoint_map[uuid];
	c$dce_rpc$operation = operations[uuid, opnum];
	}

function write_row(row: Info)
	{
	if ( ! row?$endpoint || ! row?$operation )
		return;

	if ( row$endpoint in ignored_operations &&
	     (row$operation in ignored_operations[row$endpoint] || "*" in ignored_operations[row$endpoint]) )
		return;

	Log::write(LOG, row);
	}

function write_unanswered(row: Info)
	{
	if ( ! row?$rtt )
		write_row(row);
	}

# Nothing of a pipe gets an answer any more.
function write_earlier(c: connection, fid: count)
	{
	if ( [c$uid, fid] !in earlier_calls )
		return;

	for ( _, row in earlier_calls[c$uid, fid] )
		write_row(row);

	delete earlier_calls[c$uid, fid];
	}

# A call that has no answer yet makes room for another one.
function keep_unanswered(c: connection, fid: count)
	{
	local row = c$dce_rpc;

	if ( ! row?$operation || row?$rtt )
		return;

	if ( [c$uid, fid] !in earlier_calls )
		earlier_calls[c$uid, fid] = vector();

	if ( |earlier_calls[c$uid, fid]| >= max_earlier_calls )
		{
		write_row(earlier_calls[c$uid, fid][0]);
		earlier_calls[c$uid, fid] = earlier_calls[c$uid, fid][1:];
		}

	earlier_calls[c$uid, fid] += row;
	local fresh = Info($ts=network_time(), $uid=c$uid, $id=c$id);

	if ( row?$named_pipe )
		fresh$named_pipe = row$named_pipe;

	if ( row?$endpoint )
		fresh$endpoint = row$endpoint;

	c$dce_rpc = c$dce_rpc_backing[fid]$info = fresh;
	}

# The answer may be to an earlier call: its row becomes the current one, which goes to where that was.
function find_answered(c: connection, fid: count, ctx_id: count, opnum: count)
	{
	local uuid = interface_of(c$dce_rpc_state, ctx_id);

	if ( [c$uid, fid] !in earlier_calls || uuid == "" )
		return;

	local calls = earlier_calls[c$uid, fid];
	local rest: vector of Info;
	local found: Info;
	local is_found = F;

	for ( _, call in calls )
		{
		if ( ! is_found && call$endpoint == uuid_endpoint_map[uuid] && call$operation == operations[uuid, opnum] )
			{
			found = call;
			is_found = T;
			}
		else
			rest += call;
		}

	if ( ! is_found )
		return;

	local row = c$dce_rpc;

	if ( row?$operation && ! row?$rtt )
		rest += row;

	if ( |rest| > 0 )
		earlier_calls[c$uid, fid] = rest;
	else
		delete earlier_calls[c$uid, fid];

	c$dce_rpc = c$dce_rpc_backing[fid]$info = found;
	}

event dce_rpc_request(c: connection, fid: count, ctx_id: count, opnum: count, stub_len: count) &priority=5
	{
	use_pipe(c, fid);
	keep_unanswered(c, fid);
	delete c$dce_rpc$rtt;
	note_operation(c, ctx_id, opnum);
	c$dce_rpc$ts = network_time();
	}

event dce_rpc_response(c: connection, fid: count, ctx_id: count, opnum: count, stub_len: count) &priority=5
	{
	use_pipe(c, fid);
	find_answered(c, fid, ctx_id, opnum);

	local row = c$dce_rpc;

	# Without the request, nobody knows what was called; the last one has had its answer.
	if ( row?$rtt )
		delete row$operation;
	else if ( row?$operation )
		row$rtt = network_time() - row$ts;
	}

event dce_rpc_response(c: connection, fid: count, ctx_id: count, opnum: count, stub_len: count) &priority=-5
	{
	# The row stays as it is until the next call: what was called is asked for with the stub, too.
	write_row(c$dce_rpc);
	}

event smb_discarded_dce_rpc_analyzers(c: connection)
	{
	if ( c?$dce_rpc_backing )
		{
		for ( fid in c$dce_rpc_backing )
			write_earlier(c, fid);

		delete c$dce_rpc;
		delete c$dce_rpc_state;
		clear_table(c$dce_rpc_backing);
		}
	}

# After SMB's own handlers, which may want to know what the pipe was for.
event smb2_close_request(c: connection, hdr: SMB2::Header, file_id: SMB2::GUID) &priority=-5
	{
	local number = file_id$persistent + file_id$volatile;

	if ( ! c?$dce_rpc_backing || number !in c$dce_rpc_backing )
		return;

	write_earlier(c, number);
	write_unanswered(c$dce_rpc_backing[number]$info);
	delete c$dce_rpc_backing[number];
	}

hook finalize_dce_rpc(c: connection)
	{
	for ( fid, backing in c$dce_rpc_backing )
		{
		write_earlier(c, fid);
		write_unanswered(backing$info);
		}
	}
