# @TEST-DOC: Data stores hold values of all kinds, answer in `when`, forget what expired, and one in a database is there in the next run.
# @TEST-EXEC: avocet -b %INPUT >out
# @TEST-EXEC: avocet -b %INPUT >second
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: grep kept second >kept
# @TEST-EXEC: btest-diff kept

@load base/frameworks/broker
@load base/frameworks/cluster

type Visit: record {
	who: addr;
	what: string &optional;
	how: set[port] &default=set();
};

event ask_again(h: opaque of Broker::Store)
	{
	when [h] ( local gone = Broker::exists(h, "short") )
		print "short", gone$result as bool;
	}

event zeek_init()
	{
	local h = Broker::create_master("all");
	print Broker::store_name(h), Broker::is_closed(h);

	print Broker::put(h, "n", 41), Broker::increment(h, "n"), Broker::decrement(h, "missing");
	Broker::put(h, 10.0.0.1, Visit($who=10.0.0.2, $how=set(22/tcp, 53/udp)));
	Broker::append(h, "text", "one");
	Broker::append(h, "text", ", two");
	Broker::insert_into_set(h, "set", 10.0.0.0/8);
	Broker::insert_into_set(h, "set", [fe80::]/10);
	Broker::remove_from(h, "set", 10.0.0.0/8);
	Broker::insert_into_table(h, "table", "a", 1.5);
	Broker::push(h, "list", T);
	Broker::push(h, "list", F);
	Broker::pop(h, "list");
	Broker::put(h, "short", Log::UNKNOWN, 1usec);
	print Broker::put(h, "bad", /pattern/);

	when [h] ( local n = Broker::get(h, "n") )
		print n$status, n$result, n$result as count, Broker::data_type(n$result);
	when [h] ( local v = Broker::get(h, 10.0.0.1) )
		print v$result as Visit;
	when [h] ( local text = Broker::get(h, "text") )
		print text$result as string;
	when [h] ( local nets = Broker::get(h, "set") )
		print nets$result as set[subnet];
	when [h] ( local yield = Broker::get_index_from_value(h, "table", "a") )
		print yield$result as double;
	when [h] ( local item = Broker::get_index_from_value(h, "list", 7) )
		print item;
	when [h] ( local first = Broker::put_unique(h, "once", 1) )
		{
		print "first", first$result as bool;
		when [h] ( local second = Broker::put_unique(h, "once", 2) )
			print "second", second$result as bool;
		}
	when [h] ( local keys = Broker::keys(h) )
		{
		local it = Broker::set_iterator(keys$result);
		while ( ! Broker::set_iterator_last(it) )
			{
			print "key", Broker::set_iterator_value(it);
			Broker::set_iterator_next(it);
			}
		}

	local t = Broker::table_create();
	Broker::table_insert(t, "k", vector(1, 2));
	print Broker::table_insert(t, "k", "new"), Broker::table_lookup(t, "k") as string, t;

	local s = Cluster::create_store("durable", T);
	print s$name, s$master, s$backend;
	when [s] ( local runs = Broker::get(s$store, "runs") )
		{
		print "kept", runs;
		Broker::increment(s$store, "runs");
		Broker::put(s$store, "a\x00b", set("x\x00y"));
		}
	print Cluster::publish_table("topic", table([1] = 2));

	schedule 1sec { ask_again(h) };
	}
