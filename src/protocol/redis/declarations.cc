#include "protocol/redis/declarations.h"

namespace avocet {

const std::string_view kRedisDeclarations = R"(
module Redis;

export {
	## Commands that are known by name.
	type RedisCommand: enum {
		RedisCommand_APPEND, RedisCommand_AUTH, RedisCommand_BITCOUNT, RedisCommand_BITFIELD,
		RedisCommand_BITFIELD_RO, RedisCommand_BITOP, RedisCommand_BITPOS, RedisCommand_BLMPOP, RedisCommand_BLPOP,
		RedisCommand_BRPOP, RedisCommand_CLIENT, RedisCommand_COPY, RedisCommand_DECR, RedisCommand_DECRBY,
		RedisCommand_DEL, RedisCommand_DUMP, RedisCommand_EXISTS, RedisCommand_EXPIRE, RedisCommand_EXPIREAT,
		RedisCommand_EXPIRETIME, RedisCommand_GET, RedisCommand_GETBIT, RedisCommand_GETDEL, RedisCommand_GETEX,
		RedisCommand_GETRANGE, RedisCommand_GETSET, RedisCommand_HDEL, RedisCommand_HELLO, RedisCommand_HGET,
		RedisCommand_HSET, RedisCommand_INCR, RedisCommand_INCRBY, RedisCommand_KEYS, RedisCommand_MGET,
		RedisCommand_MOVE, RedisCommand_MSET, RedisCommand_PERSIST, RedisCommand_PSUBSCRIBE,
		RedisCommand_PUNSUBSCRIBE, RedisCommand_QUIT, RedisCommand_RENAME, RedisCommand_RESET, RedisCommand_SET,
		RedisCommand_STRLEN, RedisCommand_SUBSCRIBE, RedisCommand_SSUBSCRIBE, RedisCommand_SUNSUBSCRIBE,
		RedisCommand_TTL, RedisCommand_TYPE, RedisCommand_UNSUBSCRIBE, RedisCommand_Undef,
	};

	## What a server's value is: an answer, an error, or what nobody asked for.
	type ReplyType: enum { ReplyType_Reply, ReplyType_Error, ReplyType_Push, ReplyType_Undef };

	## How much of each text goes into events; zero: 1 MiB.
	const max_value_size: count = 250 &redef;

	## How many values may lie in one, all levels together, and how many words a command may have; one with more ends the
	## analysis. Zero: any number.
	option max_aggregate_elements: count = 20000;

	## What is set, and how.
	type SetCommand: record {
		## Of what,
		key: string &log;
		## to what,
		value: string &log;
		## only if there is none (NX),
		nx: bool;
		## only if there is one (XX),
		xx: bool;
		## and the old value is wanted (GET).
		get: bool;
		## For so many seconds (EX),
		ex: count &optional;
		## for so many milliseconds (PX),
		px: count &optional;
		## until a second (EXAT),
		exat: count &optional;
		## until a millisecond (PXAT),
		pxat: count &optional;
		## or as long as the old value would have stayed (KEEPTTL).
		keep_ttl: bool;
	};

	## Who wants to be known by what.
	type AuthCommand: record {
		## Unset: the default user.
		username: string &optional;
		password: string;
	};

	## The version of the protocol that a client wants.
	type HelloCommand: record {
		requested_resp_version: string &optional;
	};

	## A command.
	type Command: record {
		## All its words.
		raw: vector of string;
		## The first of them. Some names have two words.
		name: string &log;
		## What it is about, and
		key: string &log &optional;
		## what that becomes, where the command is known to say so.
		value: string &log &optional;
		## Unset: none of those that are known.
		known: RedisCommand &optional;
	};

	## What a server says.
	type ReplyData: record {
		## What it says about the value.
		attributes: string &optional;
		## The value as text: [a, b] for what is in order, {a, b} for a set, {a: b} for a map.
		value: string &log;
		## The first version of the protocol that has such values.
		min_protocol_version: count;
	};

	## SET.
	global set_command: event(c: connection, command: SetCommand);

	## GET.
	global get_command: event(c: connection, key: string);

	## AUTH.
	global auth_command: event(c: connection, command: AuthCommand);

	## HELLO.
	global hello_command: event(c: connection, command: HelloCommand);

	## Any command; behind those above.
	global command: event(c: connection, cmd: Command);

	## A server answers; with version 2 of the protocol also what nobody asked for.
	global reply: event(c: connection, data: ReplyData);

	## A server does not do what it was told.
	global error: event(c: connection, data: ReplyData);

	## What nobody asked for: messages of channels, and what others do.
	global server_push: event(c: connection, data: ReplyData);

	## After bytes were lost, a command is read again. What was asked before gets no answer any more.
	global resumed: event(c: connection);
}
)";

}  // namespace avocet
