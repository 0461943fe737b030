# @TEST-DOC: Replies find their commands where a client does not wait for them; the password of a guest is no secret.
# @TEST-EXEC: avocet -b -r $TRACES/ftp-impatient.pcap base/protocols/ftp %INPUT
# @TEST-EXEC: log-cut ftp.log user password command arg reply_code >rows
# @TEST-EXEC: btest-diff rows
# @TEST-EXEC: avocet -b -r $TRACES/ftp-impatient.pcap base/protocols/ftp %INPUT FTP::default_capture_password=T FTP::max_pending_commands=3
# @TEST-EXEC: log-cut ftp.log user password command arg reply_code >few
# @TEST-EXEC: btest-diff few
# @TEST-EXEC: log-cut weird.log name addl source >weirds
# @TEST-EXEC: btest-diff weirds

redef FTP::logged_commands += { "USER", "PASS", "SYST", "QUIT" };
