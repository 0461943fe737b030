##! Validates replies of OCSP that servers staple on: the result is logged, and one that cannot be believed noticed.

@load base/frameworks/notice
@load base/protocols/ssl

module SSL;

export {
	redef enum Notice::Type += {
		## The reply cannot be believed.
		Invalid_Ocsp_Response
	};

	redef record Info += {
		## The result.
		ocsp_status: string &log &optional;
		## The reply.
		ocsp_response: string &optional;
	};
}

# Results of the last minutes, by the digests of certificates and replies.
global recently_ocsp_validated: table[string] of string = table() &read_expire=5mins;

event ssl_stapled_ocsp(c: connection, is_client: bool, response: string) &priority=3
	{
	c$ssl$ocsp_response = response;
	}

event ssl_established(c: connection) &priority=3
	{
	if ( ! c$ssl?$ocsp_response || ! c$ssl?$cert_chain || |c$ssl$cert_chain| == 0 || ! c$ssl$cert_chain[0]?$x509 )
		return;

	local chain: vector of opaque of x509 = vector();
	local key = "";

	for ( i, info in c$ssl$cert_chain )
		if ( info?$x509 )
			{
			chain += info$x509$handle;
			key += info$x509$fingerprint;
			}

	local id = cat(sha1_hash(key), sha1_hash(c$ssl$ocsp_response));

	if ( id in recently_ocsp_validated )
		{
		c$ssl$ocsp_status = recently_ocsp_validated[id];
		return;
		}

	local result = x509_ocsp_verify(chain, c$ssl$ocsp_response, root_certs);
	c$ssl$ocsp_status = result$result_string;
	recently_ocsp_validated[id] = result$result_string;

	if ( result$result_string != "good" )
		NOTICE(Notice::Info($note=Invalid_Ocsp_Response,
		    $msg=fmt("OCSP response validation failed with (%s)", result$result_string),
		    $sub=c$ssl$cert_chain[0]$x509$certificate$subject, $conn=c,
		    $identifier=cat(c$id$resp_h, c$id$resp_p, c$ssl$ocsp_status)));
	}
