# @TEST-DOC: Of a field that a record's constructor gives twice the last value counts, with a warning.
# @TEST-EXEC: avocet -b %INPUT >out 2>err
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: grep -c "is given twice" err >warnings
# @TEST-EXEC: btest-diff warnings

type Host: record {
	name: string;
	weight: double &optional;
	rank: count &default=7;
};

function show(h: Host) { print h; }

event zeek_init()
	{
	show([$name="a", $weight=1.5, $name="b"]);
	show(Host($rank=1, $name="c", $rank=2));
	local unnamed = [$x=1, $y="y", $x="one"];
	print unnamed;
	}
