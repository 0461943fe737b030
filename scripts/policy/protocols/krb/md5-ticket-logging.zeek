##! Adds hashes of tickets to kerberos.log, so that their use can be followed.

@load base/protocols/krb

module KRB;

redef record Info += {
	## Of the ticket that was shown.
	auth_ticket: string &log &optional;
	## Of the ticket that was given out.
	new_ticket: string &log &optional;
};

event krb_ap_request(c: connection, ticket: KRB::Ticket, opts: KRB::AP_Options, in_kdc_padata: bool)
	{
	# A ticket within a request comes before the request itself.
	ensure_row(c);

	if ( ticket?$ciphertext )
		c$krb$auth_ticket = md5_hash(ticket$ciphertext);
	}

event krb_as_response(c: connection, msg: KDC_Response)
	{
	if ( c?$krb && msg$ticket?$ciphertext )
		c$krb$new_ticket = md5_hash(msg$ticket$ciphertext);
	}

event krb_tgs_response(c: connection, msg: KDC_Response)
	{
	if ( c?$krb && msg$ticket?$ciphertext )
		c$krb$new_ticket = md5_hash(msg$ticket$ciphertext);
	}
