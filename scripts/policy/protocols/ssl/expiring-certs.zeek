##! Notices about certificates of servers that are not valid yet, not valid any more, or soon will not be.

@load base/protocols/ssl
@load base/files/x509
@load base/frameworks/notice
@load base/utils/directions-and-hosts

module SSL;

export {
	redef enum Notice::Type += {
		## The certificate was valid until some time ago.
		Certificate_Expired,
		## It is valid, but not for long.
		Certificate_Expires_Soon,
		## It will be valid some time from now.
		Certificate_Not_Valid_Yet,
	};

	## Whose certificates are looked at.
	option notify_certs_expiration = LOCAL_HOSTS;

	## When a certificate expires soon.
	option notify_when_cert_expiring_in = 30days;
}

function notice_validity(c: connection, what: Notice::Type, text: string)
	{
	local own = c$ssl$cert_chain[0];
	NOTICE(Notice::Info($note=what, $msg=text, $conn=c, $fuid=own$fuid, $suppress_for=1day,
	    $identifier=cat(c$id$resp_h, c$id$resp_p, own$sha1)));
	}

event ssl_established(c: connection) &priority=3
	{
	if ( ! addr_matches_host(c$id$resp_h, notify_certs_expiration) || ! has_server_cert(c) ||
	     ! c$ssl$cert_chain[0]?$sha1 )
		return;

	local about = c$ssl$cert_chain[0]$x509$certificate;
	local remaining = about$not_valid_after - network_time();

	if ( network_time() < about$not_valid_before )
		notice_validity(c, Certificate_Not_Valid_Yet,
		    fmt("Certificate %s isn't valid until %T", about$subject, about$not_valid_before));
	else if ( remaining < 0secs )
		notice_validity(c, Certificate_Expired,
		    fmt("Certificate %s expired at %T", about$subject, about$not_valid_after));
	else if ( remaining < notify_when_cert_expiring_in )
		notice_validity(c, Certificate_Expires_Soon,
		    fmt("Certificate %s is going to expire at %T", about$subject, about$not_valid_after));
	}
