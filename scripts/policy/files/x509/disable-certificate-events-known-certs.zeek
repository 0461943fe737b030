##! Keeps events of a certificate from being raised again and again: not while the certificate is in the cache
##! (base/files/x509/certificate-event-cache), and the same server showed it for the same name before. What needs these
##! events for each connection does not get them.

@load base/protocols/ssl
@load base/files/x509

module DisableX509Events;

# Certificates are worth keeping longer.
redef X509::certificate_cache_max_entries = 100000;

# What was told of before.
type Showing: record {
	# The server.
	ip: addr;
	# The digest of the certificate.
	sha256: string;
	# The name that the client asked for.
	sni: string &optional;
};

redef record SSL::Info += {
	## Set this to have the events in any case.
	always_raise_x509_events: bool &default=F;
};

redef record X509::Info += {
	## Set this to have the events in any case.
	always_raise_x509_events: bool &default=F;
};

global showings: set[Showing] &read_expire=X509::certificate_cache_minimum_eviction_interval;

# Whether the same server showed the certificate for the same name before; it did from now on.
function is_repeated(c: connection, sha256: string): bool
	{
	local showing = Showing($ip=c$id$resp_h, $sha256=sha256);

	if ( c$ssl?$server_name )
		showing$sni = c$ssl$server_name;

	if ( showing in showings )
		return T;

	add showings[showing];
	return F;
	}

hook X509::x509_certificate_cache_replay(f: fa_file, e: X509::Info, sha256: string) &priority=5
	{
	# Whoever looks at the connection later still finds the certificate.
	f$info$x509 = e;

	if ( e$always_raise_x509_events || |f$conns| != 1 )
		return;

	local repeated = F;

	for ( cid, c in f$conns )
		repeated = c?$ssl && ! c$ssl$always_raise_x509_events && is_repeated(c, sha256);

	if ( repeated )
		break;
	}
