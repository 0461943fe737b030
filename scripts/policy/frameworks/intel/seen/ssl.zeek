##! Names of servers that TLS tells: the one that was asked for, and the one of the certificate.

@load base/frameworks/intel
@load base/protocols/ssl
@load ./where-locations

event ssl_extension_server_name(c: connection, is_orig: bool, names: string_vec) &group="Intel::DOMAIN"
	{
	if ( is_orig && c?$ssl && c$ssl?$server_name )
		Intel::seen(Intel::Seen($indicator=c$ssl$server_name, $indicator_type=Intel::DOMAIN, $conn=c,
		                        $where=SSL::IN_SERVER_NAME));
	}

event ssl_established(c: connection) &group="Intel::DOMAIN"
	{
	if ( ! c?$ssl || ! c$ssl?$cert_chain || |c$ssl$cert_chain| == 0 )
		return;

	local first = c$ssl$cert_chain[0];

	if ( ! first?$x509 || ! first$x509?$certificate || ! first$x509$certificate?$cn )
		return;

	local seen = Intel::Seen($indicator=first$x509$certificate$cn, $indicator_type=Intel::DOMAIN, $fuid=first$fuid,
	                         $conn=c, $where=X509::IN_CERT);
	Intel::seen(seen);
	}
