# @TEST-DOC: modbus.log to the letter: a row for each message, names of functions and exceptions.
# @TEST-EXEC: avocet -b -r $TRACES/modbus.pcap base/protocols/modbus base/protocols/conn
# @TEST-EXEC: btest-diff modbus.log
# @TEST-EXEC: log-cut conn.log service >service
# @TEST-EXEC: btest-diff service
