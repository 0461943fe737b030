# @TEST-DOC: A signature finds SIP on any port.
# @TEST-EXEC: avocet -b -r $TRACES/sip-other-port.pcap base/protocols/sip base/protocols/conn
# @TEST-EXEC: log-cut conn.log id.resp_p service >services
# @TEST-EXEC: btest-diff services
# @TEST-EXEC: log-cut sip.log method status_code >rows
# @TEST-EXEC: btest-diff rows
