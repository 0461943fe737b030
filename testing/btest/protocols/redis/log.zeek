# @TEST-DOC: Commands and replies of real programs: every kind of value, a transaction, a pipeline, channels, a replica, another port.
# @TEST-EXEC: avocet -r $TRACES/redis.pcap %INPUT >pushes
# @TEST-EXEC: btest-diff redis.log
# @TEST-EXEC: btest-diff pushes
# @TEST-EXEC: log-cut conn.log id.resp_p service | sort | uniq -c >services
# @TEST-EXEC: btest-diff services

event Redis::server_push(c: connection, data: Redis::ReplyData)
	{
	print c$id$orig_p, data$value, data$min_protocol_version;
	}
