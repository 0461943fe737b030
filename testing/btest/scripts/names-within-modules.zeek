# @TEST-DOC: Published scripts open a module and use what it does not export; such names are kept.
# @TEST-EXEC: avocet -b -r $TRACES/http-persistent.pcap %INPUT >out 2>&1
# @TEST-EXEC: btest-diff out

@load base/frameworks/intel
@load base/protocols/http

module Intel;

event zeek_init()
	{
	Intel::insert(Item($indicator="1.2.3.0/24", $indicator_type=SUBNET, $meta=MetaData($source="us")));
	print find(Seen($host=1.2.3.4, $where=IN_ANYWHERE)), find(Seen($host=4.3.2.1, $where=IN_ANYWHERE));
	}

module HTTP;

event http_reply(c: connection, version: string, code: count, reason: string)
	{
	print code_in_range(code, 200, 299), code_in_range(code, 300, 399);
	}
