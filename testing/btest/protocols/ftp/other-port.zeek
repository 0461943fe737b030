# @TEST-DOC: A signature finds FTP on any port, and nothing of it is missed.
# @TEST-EXEC: avocet -b -r $TRACES/ftp-other-port.pcap base/protocols/ftp base/protocols/conn
# @TEST-EXEC: log-cut ftp.log id.resp_p user command arg reply_code >rows
# @TEST-EXEC: btest-diff rows
# @TEST-EXEC: log-cut conn.log id.resp_p service >services
# @TEST-EXEC: btest-diff services
