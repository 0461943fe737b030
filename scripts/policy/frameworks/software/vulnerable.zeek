##! A notice about each host that runs software in a version that is known to be vulnerable.

@load base/frameworks/control
@load base/frameworks/notice
@load base/frameworks/software

module Software;

export {
	redef enum Notice::Type += {
		## A version that is known to be vulnerable was found.
		Vulnerable_Version,
	};

	## Versions that are vulnerable.
	type VulnerableVersionRange: record {
		min: Version &optional;   ##< The first one; unset: from the beginning.
		max: Version;             ##< The last one.
	};

	## A zone of the domain name system from which more of them are to be fetched, and how often. This program does not.
	option vulnerable_versions_update_endpoint = "";
	option vulnerable_versions_update_interval = 1hr;

	## What is vulnerable, by the name of the software.
	global vulnerable_versions: table[string] of set[VulnerableVersionRange] = table() &redef;
}

function is_within(v: Version, range: VulnerableVersionRange): bool
	{
	return cmp_versions(v, range$max) <= 0 && (! range?$min || cmp_versions(v, range$min) >= 0);
	}

event log_software(rec: Info)
	{
	if ( rec$name !in vulnerable_versions )
		return;

	for ( range in vulnerable_versions[rec$name] )
		{
		if ( ! is_within(rec$version, range) )
			next;

		NOTICE(Notice::Info($note=Vulnerable_Version, $src=rec$host,
		                    $msg=fmt("%s is running %s which is vulnerable.", rec$host, software_fmt(rec)),
		                    $sub=software_fmt(rec), $identifier=cat(rec$host, software_fmt(rec))));
		return;
		}
	}
