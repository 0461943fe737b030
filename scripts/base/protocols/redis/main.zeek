##! Logs commands of Redis and what servers answer, one row a command, in the order in which they were sent.

@load base/frameworks/signatures
@load base/protocols/conn/removal-hooks
@load ./spicy-events

module Redis;

export {
	redef enum Log::ID += { LOG };

	## The policy of the log.
	global log_policy: Log::PolicyHook;

	## Ports of Redis.
	const ports = { 6379/tcp } &redef;

	## A row of the log.
	type Info: record {
		## When the command was sent.
		ts: time &log;
		## The id of the connection.
		uid: string &log;
		## Its addresses and ports.
		id: conn_id &log;
		## The command.
		cmd: Command &log;
		## Whether it went well; unset if the server did not say.
		success: bool &log &optional;
		## What the server said.
		reply: ReplyData &log &optional;
	};

	## Commands, by number, that a client wants no reply to.
	type NoReplyRange: record {
		## The first,
		begin: count;
		## and the one behind the last; unset: no end yet.
		end: count &optional;
	};

	## Versions of the protocol.
	type RESPVersion: enum { RESP2, RESP3 };

	## What is known of a connection.
	type State: record {
		## Commands that wait for a reply, by number.
		pending: table[count] of Info;
		## The number of the next command,
		current_command: count &default=0;
		## and of the one that the next reply belongs to, or of one before.
		current_reply: count &default=0;
		## What the client wants no replies to, by CLIENT REPLY.
		no_reply_ranges: vector of NoReplyRange;
		## Single commands that get no reply, whatever comes.
		skip_commands: set[count];
		## It is no Redis: nothing more is logged.
		violation: bool &default=F;
		## Whether it gets messages of channels.
		subscribed_mode: bool &default=F;
		## The version that both agreed on.
		resp_version: RESPVersion &default=RESP2;
	};

	## How many commands may wait for a reply. Behind more, all of them are logged without one. Zero: any number.
	option max_pending_commands: count = 10000;

	## Commands behind which messages of channels may come,
	global enter_subscribed_mode: set[RedisCommand] = {
		RedisCommand_PSUBSCRIBE, RedisCommand_SSUBSCRIBE, RedisCommand_SUBSCRIBE,
	} &redef;

	## none come,
	global exit_subscribed_mode: set[RedisCommand] = {
		RedisCommand_RESET, RedisCommand_QUIT,
	} &redef;

	## and whose replies look like such messages.
	global no_response_commands: set[RedisCommand] = {
		RedisCommand_PSUBSCRIBE, RedisCommand_PUNSUBSCRIBE, RedisCommand_SSUBSCRIBE, RedisCommand_SUBSCRIBE,
		RedisCommand_SUNSUBSCRIBE, RedisCommand_UNSUBSCRIBE,
	} &redef;

	## Runs when a connection with Redis is removed, and logs what still waits.
	global finalize_redis: Conn::RemovalHook;
}

redef record connection += {
	redis: Info &optional;
	redis_state: State &optional;
};

event zeek_init() &priority=5
	{
	Log::create_stream(Redis::LOG, Log::Stream($columns=Info, $path="redis", $policy=log_policy));
	Analyzer::register_for_ports(Analyzer::ANALYZER_REDIS, ports);
	}

function state_of(c: connection): State
	{
	if ( ! c?$redis_state )
		{
		c$redis_state = State();
		Conn::register_removal_hook(c, finalize_redis);
		}

	return c$redis_state;
	}

# ---- Which commands get a reply -------------------------------------------------------

function is_silenced(state: State, number: count): bool
	{
	if ( number in state$skip_commands )
		return T;

	# Ranges end before the next begins, and those that are over are taken away.
	for ( _, r in state$no_reply_ranges )
		if ( number >= r$begin && ( ! r?$end || number < r$end ) )
			return T;

	return F;
	}

function is_off(state: State): bool
	{
	local count_of = |state$no_reply_ranges|;
	return count_of > 0 && ! state$no_reply_ranges[count_of - 1]?$end;
	}

# Replies come again, and the command itself gets one.
function switch_on(state: State, number: count)
	{
	delete state$skip_commands[number];

	if ( is_off(state) )
		state$no_reply_ranges[|state$no_reply_ranges| - 1]$end = number;
	}

function client_reply(state: State, number: count, mode: string)
	{
	switch ( mode ) {
		case "ON":
			switch_on(state, number);
			break;
		case "OFF":
			if ( ! is_off(state) )
				state$no_reply_ranges += NoReplyRange($begin=number);
			break;
		case "SKIP":
			if ( ! is_off(state) )
				{
				add state$skip_commands[number];
				add state$skip_commands[number + 1];
				}
			break;
	}
	}

# What silences `number`, the one that the server is at, and none behind it.
function forget_silence(state: State, number: count)
	{
	delete state$skip_commands[number];

	local ranges = state$no_reply_ranges;

	if ( |ranges| > 0 && ranges[0]?$end && ranges[0]$end <= number + 1 )
		state$no_reply_ranges = ranges[1:];
	}

# ---- Rows -----------------------------------------------------------------------------

# Logs the command that the server is at, and goes on to the next.
function log_one(c: connection)
	{
	local state = c$redis_state;
	local number = state$current_reply;
	++state$current_reply;
	forget_silence(state, number);

	if ( number !in state$pending )
		return;

	Log::write(Redis::LOG, state$pending[number]);
	delete state$pending[number];
	}

# Nothing that waits gets a reply any more.
function log_all(c: connection)
	{
	while ( c$redis_state$current_reply < c$redis_state$current_command )
		log_one(c);
	}

# Logs what waits for too long, but remembers that replies to it may come.
function log_pending(c: connection)
	{
	local state = c$redis_state;
	local number = state$current_reply;

	while ( number < state$current_command )
		{
		if ( number in state$pending )
			Log::write(Redis::LOG, state$pending[number]);

		++number;
		}

	clear_table(state$pending);

	if ( |state$skip_commands| + |state$no_reply_ranges| > max_pending_commands )
		{
		clear_table(state$skip_commands);
		state$no_reply_ranges = vector();
		}
	}

event Redis::command(c: connection, cmd: Command)
	{
	local state = state_of(c);

	if ( max_pending_commands > 0 && |state$pending| >= max_pending_commands )
		{
		Reporter::conn_weird("Redis_excessive_pipelining", c);
		log_pending(c);
		}

	local number = state$current_command;
	++state$current_command;
	c$redis = Info($ts=network_time(), $uid=c$uid, $id=c$id, $cmd=cmd);
	state$pending[number] = c$redis;

	if ( ! cmd?$known )
		return;

	if ( cmd$known == RedisCommand_CLIENT && |cmd$raw| == 3 && to_upper(cmd$raw[1]) == "REPLY" )
		client_reply(state, number, to_upper(cmd$raw[2]));
	else if ( cmd$known == RedisCommand_RESET )
		switch_on(state, number);
	else if ( cmd$known in no_response_commands )
		add state$skip_commands[number];
	}

# ---- Replies --------------------------------------------------------------------------

# The number of the first command that waits for a reply. Commands of channels on the way there show that their messages
# begin.
type Waiting: record {
	number: count;
	is_behind_channels: bool &default=F;
};

function first_waiting(state: State): Waiting
	{
	local found = Waiting($number=state$current_reply);

	while ( found$number < state$current_command && is_silenced(state, found$number) )
		{
		if ( found$number in state$pending )
			{
			local cmd = state$pending[found$number]$cmd;

			if ( cmd?$known && cmd$known in no_response_commands )
				found$is_behind_channels = T;

			if ( cmd?$known && cmd$known in enter_subscribed_mode )
				state$subscribed_mode = T;
			}

		++found$number;
		}

	return found;
	}

const channel_messages = set("message", "pmessage", "smessage", "subscribe", "psubscribe", "ssubscribe", "unsubscribe",
	"punsubscribe", "sunsubscribe");

# [message, channel, text] and its kin, as far as there is room for it.
function is_channel_message(text: string): bool
	{
	for ( name in channel_messages )
		{
		local begin = fmt("[%s, ", name);

		if ( |text| >= |begin| ? text[0:|begin|] == begin : |text| == max_value_size && begin[0:|text|] == text )
			return T;
		}

	return F;
	}

# The last channel is left: what made that so has its answer, and all before it.
function leave_channels(c: connection, until: count)
	{
	local state = c$redis_state;
	state$subscribed_mode = F;

	while ( state$current_reply < until )
		{
		local number = state$current_reply;
		local leaves = F;

		if ( number in state$pending )
			{
			local cmd = state$pending[number]$cmd;
			leaves = cmd?$known && cmd$known in no_response_commands && cmd$known !in enter_subscribed_mode;
			}

		log_one(c);

		if ( leaves )
			return;
		}
	}

# Of version 2: what it says, whether it is one, and whether it was the last.
function take_channel_message(c: connection, waiting: Waiting, data: ReplyData): bool
	{
	local state = c$redis_state;

	if ( state$resp_version != RESP2 || data$min_protocol_version != 2 ||
	     ! ( state$subscribed_mode || waiting$is_behind_channels ) || ! is_channel_message(data$value) )
		return F;

	if ( /^\[[ps]?unsubscribe, .*, 0\]$/ in data$value )
		leave_channels(c, waiting$number);

	event Redis::server_push(c, data);
	return T;
	}

# What an answer changes.
function apply(state: State, info: Info, is_success: bool)
	{
	if ( ! info$cmd?$known || ! is_success )
		return;

	local known = info$cmd$known;

	if ( known in exit_subscribed_mode )
		state$subscribed_mode = F;

	if ( known == RedisCommand_RESET )
		state$resp_version = RESP2;
	else if ( known == RedisCommand_HELLO && |info$cmd$raw| > 1 )
		state$resp_version = info$cmd$raw[1] == "3" ? RESP3 : RESP2;
	}

function take_reply(c: connection, data: ReplyData, is_success: bool)
	{
	local state = state_of(c);
	local waiting = first_waiting(state);

	if ( is_success && take_channel_message(c, waiting, data) )
		return;

	# An answer to nothing.
	if ( waiting$number >= state$current_command )
		return;

	while ( state$current_reply < waiting$number )
		log_one(c);

	if ( waiting$number in state$pending )
		{
		local info = state$pending[waiting$number];
		info$success = is_success;
		info$reply = data;
		c$redis = info;
		apply(state, info, is_success);
		}

	log_one(c);
	}

event Redis::reply(c: connection, data: ReplyData)
	{
	take_reply(c, data, T);
	}

event Redis::error(c: connection, data: ReplyData)
	{
	take_reply(c, data, F);
	}

event Redis::resumed(c: connection)
	{
	if ( ! c?$redis_state )
		return;

	log_all(c);
	c$redis_state$skip_commands = set();
	}

# ---- Ends -----------------------------------------------------------------------------

event analyzer_violation_info(atype: AllAnalyzers::Tag, info: AnalyzerViolationInfo)
	{
	if ( atype == Analyzer::ANALYZER_REDIS && info?$c && info$c?$redis_state )
		info$c$redis_state$violation = T;
	}

hook finalize_redis(c: connection)
	{
	if ( c?$redis_state && ! c$redis_state$violation )
		log_all(c);
	}
