# @TEST-DOC: record_fields() tells of every default, also of one that has to be computed.
# @TEST-EXEC: avocet -b %INPUT >out
# @TEST-EXEC: btest-diff out

const limit = 5 &redef;

type Inner: record {
	n: count &default=limit;
};

type Outer: record {
	n: count &default=limit;
	s: set[count] &default=set(1);
	v: vector of string &default=vector();
	inner: Inner &default=Inner();
	optional_one: count &optional;
	needed: set[addr];
};

event zeek_init()
	{
	for ( name, field in record_fields(Outer) )
		print name, field$optional, field?$default_val ? cat(field$default_val) : "none";
	}
