# @TEST-DOC: Compressed, sizes tell nothing of logins.
# @TEST-EXEC: avocet -b -r $TRACES/ssh-login.pcap %INPUT
# @TEST-EXEC: log-cut ssh.log compression_alg auth_success auth_attempts >out
# @TEST-EXEC: btest-diff out

@load base/protocols/ssh

redef SSH::compression_algorithms += { "none" };
