# @TEST-DOC: Odd forms that published scripts use: one value in brackets, `@elseif`; elements of before the first packet expire counted from it.
# @TEST-EXEC: avocet -b -r $TRACES/udp-idle.pcap %INPUT >out
# @TEST-EXEC: btest-diff out

global names: table[count] of string = {
	[0] = ["zero"],
	[1] = ["one"],
};

redef table_expire_interval = 1sec;

function gone(t: table[count] of string, key: count): interval
	{
	print "gone", key, network_time() > double_to_time(0.0);
	return 0sec;
	}

global early: table[count] of string &write_expire=2sec &expire_func=gone;
global first = double_to_time(0.0);

event zeek_init()
	{
	early[1] = names[1];
	print names[0] + names[1];
@if ( F )
	print "never";
@elseif ( |early| == 1 )
	print "one element";
	print "and this, too";
@endif
	}

event new_packet(c: connection, p: pkt_hdr)
	{
	if ( first == double_to_time(0.0) )
		first = network_time();
	print network_time() - first, |early|;
	}

# The type of an empty container, given by a cast.
event zeek_init()
	{
	local numbers = vector() as vector of count;
	numbers += 3;
	local words = set() as set[string];
	add words["three"];
	print numbers, |words|;
	}

# `list` is no word of the language.
type Listed: record {
	list: string &log &optional;
};

function first_of(list: vector of count): count
	{
	return list[0];
	}

event zeek_init()
	{
	local list = "a, b";
	local l = Listed($list=list);
	print l, l?$list, l$list, first_of(vector(3, 4));
	}
