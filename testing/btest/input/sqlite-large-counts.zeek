# @TEST-DOC: Counts above 2^63-1, doubles and times come back from SQLite as they were logged.
# @TEST-EXEC: avocet -b write.zeek
# @TEST-EXEC: avocet -b read.zeek >out 2>errors
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: test ! -s errors

# @TEST-START-FILE write.zeek
@load base/frameworks/logging
@load base/frameworks/logging/writers/sqlite

redef enum Log::ID += { NUMBERS };

type Numbers: record {
	n: count &log;
	i: int &log;
	d: double &log;
	t: time &log;
	several: set[count] &log;
};

event zeek_init()
	{
	Log::create_stream(NUMBERS, Log::Stream($columns=Numbers, $path="numbers"));
	Log::remove_default_filter(NUMBERS);
	Log::add_filter(NUMBERS, Log::Filter($name="database", $path="numbers", $writer=Log::WRITER_SQLITE));

	for ( _, n in vector(0, 9223372036854775807, 9223372036854775808, 18446744073709551615) )
		Log::write(NUMBERS, Numbers($n=n, $i=-1, $d=0.1 + 0.2, $t=double_to_time(1700000000.123456), $several=set(n, 1)));
	}
# @TEST-END-FILE

# @TEST-START-FILE read.zeek
@load base/frameworks/input
@load base/frameworks/input/readers/sqlite

type Numbers: record {
	n: count;
	i: int;
	d: double;
	t: time;
	several: set[count];
};

event one(description: Input::EventDescription, tpe: Input::Event, r: Numbers)
	{
	print r$n, r$i, r$d == 0.1 + 0.2, r$t == double_to_time(1700000000.123456), r$n in r$several;
	}

event zeek_init()
	{
	Input::add_event([$source="numbers", $name="numbers", $fields=Numbers, $ev=one, $reader=Input::READER_SQLITE,
	                  $config=table(["query"] = "select * from numbers")]);
	}
# @TEST-END-FILE
