# @TEST-DOC: The ticket that is given out is the one that is shown later, as its hash tells.
# @TEST-EXEC: avocet -b -r $TRACES/kerberos.pcap policy/protocols/krb/ticket-logging policy/protocols/krb/md5-ticket-logging %INPUT >out
# @TEST-EXEC: btest-diff out

global given: set[string];

event KRB::log_krb(rec: KRB::Info)
	{
	if ( rec?$new_ticket_sha256 )
		add given[rec$new_ticket_sha256];

	if ( rec?$auth_ticket_sha256 )
		print rec$request_type, rec$service, rec$auth_ticket_sha256 in given, |rec$auth_ticket|;
	}
