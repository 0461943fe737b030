# @TEST-DOC: Logins and queries of real programs, and a connection that goes on over TLS.
# @TEST-EXEC: avocet -r $TRACES/postgresql.pcap %INPUT
# @TEST-EXEC: btest-diff postgresql.log
# @TEST-EXEC: avocet -r $TRACES/postgresql-tls.pcap %INPUT
# @TEST-EXEC: log-cut postgresql.log frontend backend backend_arg success >tls
# @TEST-EXEC: log-cut conn.log service >>tls
# @TEST-EXEC: log-cut ssl.log version established >>tls
# @TEST-EXEC: btest-diff tls
