# @TEST-DOC: Typed commands, replies that are not wanted, channels beside replies, attributes, gaps, other ports, and what is no Redis.
# @TEST-EXEC: avocet -b -r $TRACES/redis-odd.pcap %INPUT >out
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: log-cut redis.log id.orig_p cmd.name cmd.key cmd.value success reply.value >rows
# @TEST-EXEC: btest-diff rows
# @TEST-EXEC: log-cut conn.log id.orig_p service >services
# @TEST-EXEC: log-cut analyzer.log analyzer_name id.orig_p failure_reason >>services
# @TEST-EXEC: btest-diff services

@load base/protocols/conn
@load base/protocols/redis
@load base/frameworks/analyzer

event Redis::set_command(c: connection, command: Redis::SetCommand)
	{
	print c$id$orig_p, command;
	}

event Redis::get_command(c: connection, key: string)
	{
	print c$id$orig_p, "get", key;
	}

event Redis::hello_command(c: connection, command: Redis::HelloCommand)
	{
	print c$id$orig_p, command;
	}

event Redis::server_push(c: connection, data: Redis::ReplyData)
	{
	print c$id$orig_p, "push", data;
	}

event Redis::reply(c: connection, data: Redis::ReplyData)
	{
	if ( data?$attributes )
		print c$id$orig_p, data;
	}

event Redis::error(c: connection, data: Redis::ReplyData)
	{
	print c$id$orig_p, "error", data$value;
	}

event Redis::resumed(c: connection)
	{
	print c$id$orig_p, "resumed";
	}

event analyzer_violation_info(tag: AllAnalyzers::Tag, info: AnalyzerViolationInfo)
	{
	print info$c$id$orig_p, tag, info$reason;
	}
