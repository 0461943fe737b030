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
global recent_results: table[string] of string = table() &read_expire=5mins;

event ssl_stapled_ocsp(c: connection, is_client: bool, response: string) &priority=3
	{
	c$ssl$ocsp_response = response;
	}

event ssl_established(c: connection) &priority=3
	{
	local row = c$ssl;

	if ( ! row?$ocsp_response || ! has_server_cert(c) )
		return;

	local prints = join_string_vec(fingerprints(row$cert_chain), "");
	local id = sha1_hash(prints) + sha1_hash(row$ocsp_response);
	local is_new = id !in recent_results;

	if ( is_new )
		recent_results[id] = x509_ocsp_verify(handles(row$cert_chain), row$ocsp_response, root_certs)$result_string;

	local verdict = recent_results[id];
	row$ocsp_status = verdict;

	if ( is_new && verdict != "good" )
		NOTICE(Notice::Info($note=Invalid_Ocsp_Response, $conn=c, $sub=row$cert_chain[0]$x509$certificate$subject,
		    $msg=fmt("OCSP response validation failed with (%s)", verdict),
		    $identifier=cat(c$id$resp_h, c$id$resp_p, verdict)));
	}
