# @TEST-DOC: type_name() tells the name of a record type, unless the record was written without it and needed no conversion.
# @TEST-EXEC: avocet -b %INPUT >out
# @TEST-EXEC: btest-diff out

type Pair: record {
	a: count;
	b: string;
};
type Loose: record {
	a: count &default=1;
	b: string &optional;
};

# Before packets and clocks, time is nothing.
global started = network_time();

event zeek_init()
	{
	local named = Pair($a=1, $b="x");
	local bare: Pair = [$a=1, $b="x"];
	local any_value: any = named;
	print type_name(named), type_name(bare), type_name(any_value), type_name(copy(named));
	local loose: Loose = [$b="x", $a=2];
	print type_name(loose), type_name(set(named)), type_name([$z=1]);
	print started, network_time() > started;
	}
