# @TEST-DOC: kerberos.log: logins, tickets for services, and what goes wrong; over UDP and TCP.
# @TEST-EXEC: avocet -b -r $TRACES/kerberos.pcap base/protocols/krb base/protocols/conn
# @TEST-EXEC: log-cut kerberos.log request_type client service success error_msg cipher forwardable renewable >rows
# @TEST-EXEC: log-cut conn.log proto service >services
# @TEST-EXEC: avocet -b -r $TRACES/kerberos-tcp.pcap base/protocols/krb base/protocols/conn
# @TEST-EXEC: log-cut kerberos.log request_type client service success error_msg cipher forwardable renewable >>rows
# @TEST-EXEC: log-cut conn.log proto service >>services
# @TEST-EXEC: btest-diff rows
# @TEST-EXEC: btest-diff services
# @TEST-EXEC: test ! -f analyzer.log -a ! -f weird.log
