# @TEST-DOC: Protocols that need the begin of a connection read no further where the server began without its SYN-ACK.
# @TEST-EXEC: avocet -r $TRACES/handshake-half-others.pcap %INPUT
# @TEST-EXEC: log-cut conn.log id.resp_p service history >connections
# @TEST-EXEC: btest-diff connections
# @TEST-EXEC: log-cut ssh.log version client server >names
# @TEST-EXEC: btest-diff names
# @TEST-EXEC: for log in smtp mysql rfb analyzer; do test ! -e $log.log || exit 1; done
