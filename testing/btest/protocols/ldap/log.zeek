# @TEST-DOC: Requests and responses of real programs, searches, and a connection that goes on over TLS.
# @TEST-EXEC: avocet -r $TRACES/ldap.pcap %INPUT
# @TEST-EXEC: btest-diff ldap.log
# @TEST-EXEC: btest-diff ldap_search.log
# @TEST-EXEC: avocet -r $TRACES/ldap-tls.pcap %INPUT >out
# @TEST-EXEC: log-cut ldap.log opcode result object >>out
# @TEST-EXEC: log-cut conn.log service >>out
# @TEST-EXEC: log-cut ssl.log version established >>out
# @TEST-EXEC: btest-diff out

redef LDAP::default_log_search_attributes = T;

event LDAP::extended_request(c: connection, message_id: int, request_name: string, request_value: string)
	{
	print "request", message_id, request_name, request_value;
	}

event LDAP::extended_response(c: connection, message_id: int, result: LDAP::ResultCode, response_name: string, response_value: string)
	{
	print "response", message_id, result, response_name, response_value;
	}

event LDAP::starttls(c: connection)
	{
	print "TLS";
	}
