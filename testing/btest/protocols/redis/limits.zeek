# @TEST-DOC: Texts are cut, and more commands than may wait are logged without losing whose the replies are.
# @TEST-EXEC: avocet -b -r $TRACES/redis-odd.pcap %INPUT
# @TEST-EXEC: log-cut redis.log id.orig_p cmd.name cmd.key success reply.value | sed -n '/40082/p;/40086/p' >rows
# @TEST-EXEC: log-cut weird.log id.orig_p name >weirds
# @TEST-EXEC: btest-diff rows
# @TEST-EXEC: btest-diff weirds

@load base/protocols/redis
@load base/frameworks/notice/weird

redef Redis::max_value_size = 4;
redef Redis::max_pending_commands = 3;
