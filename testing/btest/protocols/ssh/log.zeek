# @TEST-DOC: ssh.log to the letter, of OpenSSH and of a login that succeeds at the third try.
# @TEST-EXEC: avocet -b -r $TRACES/ssh.pcap base/protocols/ssh base/protocols/conn policy/protocols/ssh/md5-host-key-logging
# @TEST-EXEC: btest-diff ssh.log
# @TEST-EXEC: log-cut conn.log service history >services
# @TEST-EXEC: btest-diff services
# @TEST-EXEC: avocet -b -r $TRACES/ssh-login.pcap base/protocols/ssh
# @TEST-EXEC: log-cut ssh.log version auth_success auth_attempts client server cipher_alg kex_alg host_key_alg >login
# @TEST-EXEC: btest-diff login
