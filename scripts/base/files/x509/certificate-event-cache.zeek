##! Certificates that are seen often are taken apart once: later events repeat what was found then.

@load ./main

module X509;

export {
	## How often a certificate must be seen before it is kept ...
	option caching_required_encounters : count = 10;

	## ... within this time.
	option caching_required_encounters_interval : interval = 62 secs;

	## When one that is not seen any more is forgotten.
	option certificate_cache_minimum_eviction_interval : interval = 62 secs;

	## How many are kept.
	option certificate_cache_max_entries : count = 10000;

	## Runs instead of an analysis. A handler that breaks before the one here keeps the events from being raised.
	global x509_certificate_cache_replay: hook(f: fa_file, e: X509::Info, sha256: string);
}

global certificates_encountered: table[string] of count &create_expire=caching_required_encounters_interval;
global certificate_cache: table[string] of X509::Info &read_expire=certificate_cache_minimum_eviction_interval;

event zeek_init() &priority=5
	{
	x509_set_certificate_cache(certificate_cache);
	x509_set_certificate_cache_hit_callback(x509_certificate_cache_replay);
	}

hook x509_certificate_cache_replay(f: fa_file, e: X509::Info, sha256: string)
	{
	event x509_certificate(f, e$handle, e$certificate);

	for ( i, ext in e$extensions_cache )
		{
		if ( ext is X509::Extension )
			event x509_extension(f, (ext as X509::Extension));
		else if ( ext is X509::BasicConstraints )
			event x509_ext_basic_constraints(f, (ext as X509::BasicConstraints));
		else if ( ext is X509::SubjectAlternativeName )
			event x509_ext_subject_alternative_name(f, (ext as X509::SubjectAlternativeName));
		else if ( ext is X509::SctInfo )
			{
			local sct = ext as X509::SctInfo;
			event x509_ocsp_ext_signed_certificate_timestamp(f, sct$version, sct$logid, sct$timestamp,
			    sct$hash_alg, sct$sig_alg, sct$signature);
			}
		}
	}

event file_state_remove(f: fa_file) &priority=5
	{
	if ( ! f?$info || ! f$info?$x509 || ! f$info?$sha256 )
		return;

	local digest = f$info$sha256;

	if ( digest in certificate_cache || |certificate_cache| >= certificate_cache_max_entries )
		return;

	if ( digest in certificates_encountered && certificates_encountered[digest] >= caching_required_encounters )
		certificate_cache[digest] = f$info$x509;
	}

event file_hash(f: fa_file, kind: string, hash: string)
	{
	if ( kind != "sha256" || ! f?$info || "X509" !in f$info$analyzers )
		return;

	if ( hash !in certificates_encountered )
		certificates_encountered[hash] = 0;

	++certificates_encountered[hash];
	}
