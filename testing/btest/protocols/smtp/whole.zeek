# @TEST-DOC: A mail as a whole is a file, too, of which its parts are; holes are told to both.
# @TEST-EXEC: avocet -b -r $TRACES/smtp.pcap base/protocols/smtp base/files/hash SMTP::enable_rfc822_msg_file_analysis=T
# @TEST-EXEC: log-cut files.log mime_type seen_bytes missing_bytes filename >out
# @TEST-EXEC: avocet -b -r $TRACES/smtp-gap.pcap base/protocols/smtp SMTP::enable_rfc822_msg_file_analysis=T
# @TEST-EXEC: log-cut files.log mime_type seen_bytes missing_bytes filename >>out
# @TEST-EXEC: btest-diff out
