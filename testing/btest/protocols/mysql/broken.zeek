# @TEST-DOC: What is no MySQL ends the analysis; a client may go on over TLS.
# @TEST-EXEC: avocet -b -r $TRACES/mysql-broken.pcap %INPUT >out
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: log-cut mysql.log id.orig_p cmd success >rows
# @TEST-EXEC: btest-diff rows
# @TEST-EXEC: log-cut analyzer.log analyzer_name id.orig_p >failures
# @TEST-EXEC: btest-diff failures
# @TEST-EXEC: log-cut conn.log id.orig_p service >services
# @TEST-EXEC: btest-diff services

@load base/protocols/mysql
@load base/protocols/conn
@load base/frameworks/analyzer

event mysql_ssl_request(c: connection)
	{
	print "TLS", c$id$orig_p;
	}
