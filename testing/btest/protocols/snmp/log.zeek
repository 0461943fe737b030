# @TEST-DOC: snmp.log to the letter, and no service where nobody answers.
# @TEST-EXEC: avocet -b -r $TRACES/snmp.pcap base/protocols/snmp base/protocols/conn
# @TEST-EXEC: btest-diff snmp.log
# @TEST-EXEC: log-cut conn.log id.resp_p service >services
# @TEST-EXEC: btest-diff services
# @TEST-EXEC: avocet -b -r $TRACES/snmp-v3.pcap base/protocols/snmp
# @TEST-EXEC: log-cut snmp.log version community get_requests get_responses >v3
# @TEST-EXEC: btest-diff v3
