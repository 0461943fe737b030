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

# How often certificates were seen lately, and what is kept, both by the SHA-256 digest.
global encounters: table[string] of count &default=0 &create_expire=caching_required_encounters_interval;
global kept: table[string] of X509::Info &read_expire=certificate_cache_minimum_eviction_interval;

event zeek_init() &priority=5
	{
	x509_set_certificate_cache_hit_callback(x509_certificate_cache_replay);
	x509_set_certificate_cache(kept);
	}

# Raises the event that an extension was found by.
function replay_extension(f: fa_file, extension: any)
	{
	switch extension
		{
		case type X509::Extension as other:
			event x509_extension(f, other);
			break;

		case type X509::BasicConstraints as constraints:
			event x509_ext_basic_constraints(f, constraints);
			break;

		case type X509::SubjectAlternativeName as names:
			event x509_ext_subject_alternative_name(f, names);
			break;

		case type X509::SctInfo as sct:
			event x509_ocsp_ext_signed_certificate_timestamp(f, sct$version, sct$logid, sct$timestamp,
			    sct$hash_alg, sct$sig_alg, sct$signature);
			break;
		}
	}

hook x509_certificate_cache_replay(f: fa_file, e: X509::Info, sha256: string)
	{
	event x509_certificate(f, e$handle, e$certificate);

	for ( _, extension in e$extensions_cache )
		replay_extension(f, extension);
	}

event file_state_remove(f: fa_file) &priority=5
	{
	if ( ! f?$info || ! f$info?$x509 || ! f$info?$sha256 )
		return;

	local digest = f$info$sha256;

	if ( digest in kept || |kept| >= certificate_cache_max_entries )
		return;

	if ( digest in encounters && encounters[digest] >= caching_required_encounters )
		kept[digest] = f$info$x509;
	}

event file_hash(f: fa_file, kind: string, hash: string)
	{
	if ( kind != "sha256" || ! f?$info || "X509" !in f$info$analyzers )
		return;

	++encounters[hash];
	}
