# @TEST-DOC: What clients and a broker say, version 3.1 to 5.
# @TEST-EXEC: avocet -b -r $TRACES/mqtt.pcap %INPUT >out
# @TEST-EXEC: btest-diff out

event zeek_init()
	{
	Analyzer::register_for_port(Analyzer::ANALYZER_MQTT, 1883/tcp);
	}

event mqtt_connect(c: connection, msg: MQTT::ConnectMsg)
	{
	print "connect", c$id$orig_p, msg;
	}

event mqtt_connack(c: connection, msg: MQTT::ConnectAckMsg)
	{
	print "connack", c$id$orig_p, msg;
	}

event mqtt_publish(c: connection, is_orig: bool, msg_id: count, msg: MQTT::PublishMsg)
	{
	print "publish", c$id$orig_p, is_orig, msg_id, msg;
	}

event mqtt_puback(c: connection, is_orig: bool, msg_id: count)
	{
	print "puback", c$id$orig_p, is_orig, msg_id;
	}

event mqtt_pubrec(c: connection, is_orig: bool, msg_id: count)
	{
	print "pubrec", c$id$orig_p, is_orig, msg_id;
	}

event mqtt_pubrel(c: connection, is_orig: bool, msg_id: count)
	{
	print "pubrel", c$id$orig_p, is_orig, msg_id;
	}

event mqtt_pubcomp(c: connection, is_orig: bool, msg_id: count)
	{
	print "pubcomp", c$id$orig_p, is_orig, msg_id;
	}

event mqtt_subscribe(c: connection, msg_id: count, topics: string_vec, requested_qos: index_vec)
	{
	print "subscribe", c$id$orig_p, msg_id, topics, requested_qos;
	}

event mqtt_suback(c: connection, msg_id: count, granted_qos: count)
	{
	print "suback", c$id$orig_p, msg_id, granted_qos;
	}

event mqtt_unsubscribe(c: connection, msg_id: count, topics: string_vec)
	{
	print "unsubscribe", c$id$orig_p, msg_id, topics;
	}

event mqtt_unsuback(c: connection, msg_id: count)
	{
	print "unsuback", c$id$orig_p, msg_id;
	}

event mqtt_pingreq(c: connection)
	{
	print "pingreq", c$id$orig_p;
	}

event mqtt_pingresp(c: connection)
	{
	print "pingresp", c$id$orig_p;
	}

event mqtt_disconnect(c: connection)
	{
	print "disconnect", c$id$orig_p;
	}
