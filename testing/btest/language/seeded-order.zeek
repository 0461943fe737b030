# Where the seeds of a run are given, tables and sets are walked as Zeek walks them with these seeds; elsewhere, and if
# they are &ordered, in the order of insertion.
# @TEST-EXEC: unset ZEEK_SEED_FILE AVOCET_SEED_FILE; avocet -b %INPUT >unseeded
# @TEST-EXEC: unset ZEEK_SEED_FILE AVOCET_SEED_FILE; ZEEK_SEED_VALUES="`seq 1 21 | tr '\n' ' '`" avocet -b -H kept %INPUT >out
# @TEST-EXEC: unset ZEEK_SEED_VALUES AVOCET_SEED_FILE; ZEEK_SEED_FILE=kept avocet -b %INPUT >again
# @TEST-EXEC: cmp out again
# @TEST-EXEC: unset ZEEK_SEED_FILE AVOCET_SEED_FILE; avocet -b --seed 5 %INPUT >from-number
# @TEST-EXEC: cmp unseeded from-number
# @TEST-EXEC: btest-diff unseeded
# @TEST-EXEC: btest-diff out

type Key: record {
	name: string;
	number: count &optional;
};

global counts: table[count] of string = { [1] = "a", [2] = "b", [3] = "c", [4] = "d", [5] = "e" };
global hosts: set[addr] = { 10.0.0.1, 10.0.0.2, [2001:db8::1], 10.0.0.3 };
global keys: set[Key] = { [$name="x"], [$name="y", $number=1], [$name="z"] };
global pairs: set[string, port] = { ["a", 80/tcp], ["b", 53/udp], ["c", 80/tcp] };
global in_order: set[count] = { 1, 2, 3, 4, 5 } &ordered;

for ( n, letter in counts )
	print n, letter;
print hosts, keys, pairs, in_order;
print cat(copy(hosts)), to_json(hosts);
print table_values(counts);

for ( name in record_fields(conn_id) )
	print name;

delete counts[3];
counts[6] = "f";
print counts;

# Elements that come meanwhile are last, those that go are not seen, and none is seen twice.
global seen = "";
for ( n in counts )
	{
	seen += cat(n);
	if ( |seen| == 1 )
		{
		for ( other in counts )
			if ( other != n )
				{
				delete counts[other];
				break;
				}
		counts[7] = "g";
		counts[8] = "h";
		}
	}
print seen;
print counts;

clear_table(counts);
for ( i in vector(1, 2, 3) )
	counts[i] = "again";
print counts;

type Sets: record {
	by_constructor: set[count] &default=set() &ordered;
	by_field: set[count] &ordered;
};
local sets = Sets();
for ( i in vector(7, 14, 21, 28, 35, 42) )
	{
	add sets$by_constructor[i];
	add sets$by_field[i];
	}
print sets;
