# @TEST-DOC: A session with RDP's own encryption, and one that goes on over TLS.
# @TEST-EXEC: avocet -r $TRACES/rdp.pcap %INPUT
# @TEST-EXEC: btest-diff rdp.log
# @TEST-EXEC: log-cut conn.log service >services
# @TEST-EXEC: avocet -r $TRACES/rdp-tls.pcap %INPUT
# @TEST-EXEC: log-cut rdp.log cookie result security_protocol ssl >tls
# @TEST-EXEC: btest-diff tls
# @TEST-EXEC: log-cut conn.log service >>services
# @TEST-EXEC: log-cut ssl.log version server_name established >>services
# @TEST-EXEC: btest-diff services

@load policy/protocols/rdp/indicate_ssl
