# @TEST-DOC: What comes along with the bytes that say that something else begins belongs to that, and who does not wait for the other side is followed.
# @TEST-EXEC: avocet -r $TRACES/hasty.pcap
# @TEST-EXEC: log-cut conn.log id.orig_p service >services
# @TEST-EXEC: btest-diff services
# @TEST-EXEC: log-cut ssh.log id.orig_p client server kex_alg cipher_alg >ssh
# @TEST-EXEC: btest-diff ssh
# @TEST-EXEC: log-cut ssl.log id.orig_p version cipher server_name >ssl
# @TEST-EXEC: btest-diff ssl
# @TEST-EXEC: log-cut dns.log id.orig_p query answers >dns
# @TEST-EXEC: btest-diff dns
