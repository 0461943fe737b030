# @TEST-DOC: Attributes come one by one, and together with their message.
# @TEST-EXEC: avocet -b -r $TRACES/radius.pcap %INPUT >out
# @TEST-EXEC: btest-diff out

@load base/protocols/radius

event radius_attribute(c: connection, attr_type: count, value: string)
	{
	print "attribute", attr_type, value;
	}

event radius_message(c: connection, result: RADIUS::Message)
	{
	print result$code, result$trans_id, result$authenticator;

	if ( result?$attributes && 25 in result$attributes )
		print result$attributes[25];
	}
