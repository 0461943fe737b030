# @TEST-DOC: The option says how much of what is published scripts get, while they run, too.
# @TEST-EXEC: avocet -b -r $TRACES/mqtt.pcap %INPUT MQTT::max_payload_size=5 >out
# @TEST-EXEC: btest-diff out

@load base/protocols/mqtt
@load base/frameworks/config

event mqtt_publish(c: connection, is_orig: bool, msg_id: count, msg: MQTT::PublishMsg)
	{
	print msg$payload, msg$payload_len;

	if ( MQTT::max_payload_size > 0 )
		Config::set_value("MQTT::max_payload_size", MQTT::max_payload_size - 1);
	}
