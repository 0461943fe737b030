# @TEST-DOC: What indicators there are can be counted by scripts of the module, as published ones do.
# @TEST-EXEC: avocet -b %INPUT >out
# @TEST-EXEC: btest-diff out

@load base/frameworks/intel

module Intel;

function sizes(): string
	{
	return cat_sep(" ", "", |data_store$host_data|, |data_store$subnet_data|, |data_store$string_data|,
	               |min_data_store$host_data|, |min_data_store$subnet_data|, |min_data_store$string_data|);
	}

event zeek_init()
	{
	local source = MetaData($source="here");
	local other = MetaData($source="there");
	insert(Item($indicator="10.0.0.1", $indicator_type=ADDR, $meta=source));
	insert(Item($indicator="10.0.0.1", $indicator_type=ADDR, $meta=other));
	insert(Item($indicator="10.0.0.0/8", $indicator_type=SUBNET, $meta=source));
	insert(Item($indicator="Example.org", $indicator_type=DOMAIN, $meta=source));
	insert(Item($indicator="example.org", $indicator_type=URL, $meta=source));
	print sizes(), data_store$host_data[10.0.0.1]["there"]$source, ["example.org", DOMAIN] in min_data_store$string_data;
	remove(Item($indicator="10.0.0.1", $indicator_type=ADDR, $meta=other));
	print sizes();
	remove(Item($indicator="10.0.0.1", $indicator_type=ADDR, $meta=source));
	remove(Item($indicator="10.0.0.0/8", $indicator_type=SUBNET, $meta=source), T);
	remove(Item($indicator="example.ORG", $indicator_type=URL, $meta=source));
	print sizes();
	}
