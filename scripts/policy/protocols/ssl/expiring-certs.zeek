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

event ssl_established(c: connection) &priority=3
	{
	if ( ! addr_matches_host(c$id$resp_h, notify_certs_expiration) || ! c$ssl?$cert_chain || |c$ssl$cert_chain| == 0 ||
	     ! c$ssl$cert_chain[0]?$x509 || ! c$ssl$cert_chain[0]?$sha1 )
		return;

	local cert = c$ssl$cert_chain[0]$x509$certificate;
	local notice_type: Notice::Type;
	local text: string;

	if ( cert$not_valid_before > network_time() )
		{
		notice_type = Certificate_Not_Valid_Yet;
		text = fmt("Certificate %s isn't valid until %T", cert$subject, cert$not_valid_before);
		}
	else if ( cert$not_valid_after < network_time() )
		{
		notice_type = Certificate_Expired;
		text = fmt("Certificate %s expired at %T", cert$subject, cert$not_valid_after);
		}
	else if ( cert$not_valid_after < network_time() + notify_when_cert_expiring_in )
		{
		notice_type = Certificate_Expires_Soon;
		text = fmt("Certificate %s is going to expire at %T", cert$subject, cert$not_valid_after);
		}
	else
		return;

	NOTICE(Notice::Info($note=notice_type, $msg=text, $conn=c, $suppress_for=1day,
	    $identifier=cat(c$id$resp_h, c$id$resp_p, c$ssl$cert_chain[0]$sha1), $fuid=c$ssl$cert_chain[0]$fuid));
	}
