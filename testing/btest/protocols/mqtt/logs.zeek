# @TEST-DOC: The three logs to the letter; a broker on another port is found by its client's first packet.
# @TEST-EXEC: avocet -b -r $TRACES/mqtt.pcap base/protocols/mqtt base/protocols/conn
# @TEST-EXEC: btest-diff mqtt_connect.log
# @TEST-EXEC: btest-diff mqtt_subscribe.log
# @TEST-EXEC: btest-diff mqtt_publish.log
# @TEST-EXEC: log-cut conn.log id.resp_p service | sort | uniq -c >services
# @TEST-EXEC: btest-diff services
