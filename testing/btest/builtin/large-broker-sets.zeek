# @TEST-DOC: Large sets and tables of Broker data are filled and searched in time that grows with their size, and stay right when elements go.
# @TEST-EXEC: timeout 20 avocet -b %INPUT >out
# @TEST-EXEC: btest-diff out

@load base/frameworks/broker

event zeek_init()
	{
	local s = Broker::set_create();
	local t = Broker::table_create();
	local i = 0;
	while ( ++i <= 60000 )
		{
		Broker::set_insert(s, i);
		Broker::table_insert(t, i, cat(i));
		}
	print Broker::set_size(s), Broker::table_size(t), Broker::set_insert(s, 500);
	print Broker::set_contains(s, 60000), Broker::set_contains(s, 60001), Broker::table_lookup(t, 777);
	print Broker::set_remove(s, 500), Broker::set_contains(s, 500), Broker::set_contains(s, 501), Broker::set_insert(s, 500);
	print Broker::table_remove(t, 777), Broker::table_contains(t, 777), Broker::table_lookup(t, 778);
	local copied = copy(s);
	print Broker::set_remove(copied, 1), Broker::set_contains(s, 1), Broker::set_contains(copied, 1);
	Broker::set_clear(s);
	print Broker::set_contains(s, 2), Broker::set_insert(s, 2), Broker::set_size(s);
	}
