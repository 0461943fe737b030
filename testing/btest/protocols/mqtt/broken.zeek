# @TEST-DOC: What is no MQTT ends the analysis, a hole costs a packet or a side; what nobody acknowledges is logged, too.
# @TEST-EXEC: avocet -b -r $TRACES/mqtt-broken.pcap %INPUT >out
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: log-cut conn.log id.orig_p service >services
# @TEST-EXEC: log-cut mqtt_connect.log id.orig_p proto_version client_id connect_status >connects
# @TEST-EXEC: btest-diff connects
# @TEST-EXEC: btest-diff services
# @TEST-EXEC: log-cut analyzer.log analyzer_name id.orig_p >failures
# @TEST-EXEC: btest-diff failures
# @TEST-EXEC: log-cut mqtt_publish.log id.orig_p qos status payload >published
# @TEST-EXEC: btest-diff published
# @TEST-EXEC: log-cut mqtt_subscribe.log id.orig_p action ack >subscribed
# @TEST-EXEC: btest-diff subscribed

@load base/protocols/mqtt
@load base/protocols/conn
@load base/frameworks/analyzer

event mqtt_connack(c: connection, msg: MQTT::ConnectAckMsg)
	{
	print c$id$orig_p, c$mqtt$proto_version, c$mqtt$connect_status;
	}

event mqtt_pingreq(c: connection)
	{
	print c$id$orig_p, "ping";
	}

event mqtt_pingresp(c: connection)
	{
	print c$id$orig_p, "pong";
	}

event mqtt_disconnect(c: connection)
	{
	print c$id$orig_p, "leaves";
	}
