# @TEST-DOC: The elements of a copied table expire like those of the table.
#
# @TEST-EXEC: avocet -b -r $TRACES/demo.pcap %INPUT >output
# @TEST-EXEC: btest-diff output

redef table_expire_interval = 1 msec;

type Holder: record {
	names: set[string] &create_expire = 1 msec;
};

global names: table[string] of count &create_expire = 1 msec;
global copied: table[string] of count;
global holder: Holder;
global filled = F;

event new_connection(c: connection)
	{
	if ( filled )
		return;

	filled = T;
	names["a"] = 1;
	copied = copy(names);
	local first = Holder();
	add first$names["b"];
	holder = copy(first);
	print |names|, |copied|, |holder$names|;
	}

event connection_state_remove(c: connection) &priority=-5
	{
	print |names|, |copied|, |holder$names|;
	}
