# @TEST-DOC: Scripts skip the rest of a body, or all bodies.
# @TEST-EXEC: avocet -b -r $TRACES/http-persistent.pcap %INPUT >some
# @TEST-EXEC: btest-diff some
# @TEST-EXEC: avocet -b -r $TRACES/http-persistent.pcap %INPUT skip_http_data=T >none
# @TEST-EXEC: btest-diff none

@load base/protocols/http

redef http_entity_data_delivery_size = 100;

event http_entity_data(c: connection, is_orig: bool, length: count, data: string)
	{
	print c$http$trans_depth, length;
	skip_http_entity_data(c, is_orig);
	}
