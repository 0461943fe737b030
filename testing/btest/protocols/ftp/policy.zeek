# @TEST-DOC: Failed logins of one host are noticed.
# @TEST-EXEC: avocet -b -r $TRACES/ftp-broken.pcap %INPUT
# @TEST-EXEC: log-cut notice.log note msg >notices
# @TEST-EXEC: btest-diff notices

@load policy/protocols/ftp/detect
@load policy/protocols/ftp/detect-bruteforcing

redef FTP::bruteforce_threshold = 1;
