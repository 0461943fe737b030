# @TEST-DOC: smtp.log to the letter, and the files that came by mail.
# @TEST-EXEC: avocet -b -r $TRACES/smtp.pcap base/protocols/smtp base/protocols/conn
# @TEST-EXEC: btest-diff smtp.log
# @TEST-EXEC: log-cut files.log source depth mime_type filename seen_bytes >files
# @TEST-EXEC: btest-diff files
# @TEST-EXEC: avocet -b -r $TRACES/smtp-one-side.pcap base/protocols/smtp
# @TEST-EXEC: log-cut smtp.log trans_depth mailfrom rcptto subject last_reply >one
# @TEST-EXEC: btest-diff one
