# @TEST-DOC: ftp.log to the letter: passive and active transfers, files, folders.
# @TEST-EXEC: avocet -b -r $TRACES/ftp.pcap base/protocols/ftp base/protocols/conn
# @TEST-EXEC: btest-diff ftp.log
# @TEST-EXEC: log-cut conn.log id.resp_p service history >services
# @TEST-EXEC: btest-diff services
# @TEST-EXEC: log-cut files.log id.resp_p source is_orig seen_bytes mime_type >files
# @TEST-EXEC: btest-diff files
