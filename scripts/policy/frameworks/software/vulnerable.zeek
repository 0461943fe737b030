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

	## A zone of the domain name system from which more of them are fetched. Text records under the names `1`, `2` and so
	## on hold one range each: the name of the software, `min=` and a version where there is one, `max=` and a version,
	## all separated by tabs. The first name without a record ends the list. Empty: there is none.
	option vulnerable_versions_update_endpoint = "";

	## How often the list is fetched anew.
	option vulnerable_versions_update_interval = 1hr;

	## What is vulnerable, by the name of the software.
	global vulnerable_versions: table[string] of set[VulnerableVersionRange] = table() &redef;
}

# What came from the zone, and the list that is being fetched.
global fetched_versions: table[string] of set[VulnerableVersionRange] = table();
global coming_versions: table[string] of set[VulnerableVersionRange] = table();

# Takes in one record; F if it is none.
function take_range(record_text: string): bool
	{
	local parts = split_string(record_text, /\t/);
	local limits: table[string] of Version = table();

	for ( i, part in parts )
		{
		local assignment = split_string1(part, /=/);

		if ( i > 0 && |assignment| == 2 )
			limits[assignment[0]] = parse(assignment[1])$version;
		}

	if ( |parts| < 2 || "max" !in limits )
		return F;

	local range = VulnerableVersionRange($max=limits["max"]);

	if ( "min" in limits )
		range$min = limits["min"];

	if ( parts[0] !in coming_versions )
		coming_versions[parts[0]] = set();

	add coming_versions[parts[0]][range];
	return T;
	}

global grab_vulnerable_versions: event(i: count);

function fetch_again()
	{
	schedule vulnerable_versions_update_interval { grab_vulnerable_versions(1) };
	}

event grab_vulnerable_versions(i: count)
	{
	local zone = vulnerable_versions_update_endpoint;

	if ( zone == "" )
		{
		# Somebody may name one while the program runs.
		fetched_versions = table();
		fetch_again();
		return;
		}

	if ( i == 1 )
		coming_versions = table();

	when [i, zone] ( local answer = lookup_hostname_txt(fmt("%d.%s", i, zone)) )
		{
		if ( take_range(answer) )
			{
			event grab_vulnerable_versions(i + 1);
			return;
			}

		fetched_versions = coming_versions;
		fetch_again();
		}
	timeout 1min
		{
		fetch_again();
		}
	}

event zeek_init() &priority=3
	{
	# Names are looked up for live traffic alone.
	if ( ! reading_traces() )
		event grab_vulnerable_versions(1);
	}

# Every range that is known for a software.
function ranges_of(name: string): set[VulnerableVersionRange]
	{
	local own = name in vulnerable_versions ? vulnerable_versions[name] : set();
	return name in fetched_versions ? own | fetched_versions[name] : own;
	}

function is_within(v: Version, range: VulnerableVersionRange): bool
	{
	return cmp_versions(v, range$max) <= 0 && (! range?$min || cmp_versions(v, range$min) >= 0);
	}

event log_software(rec: Info)
	{
	for ( range in ranges_of(rec$name) )
		{
		if ( ! is_within(rec$version, range) )
			next;

		NOTICE(Notice::Info($note=Vulnerable_Version, $src=rec$host,
		                    $msg=fmt("%s is running %s which is vulnerable.", rec$host, software_fmt(rec)),
		                    $sub=software_fmt(rec), $identifier=cat(rec$host, software_fmt(rec))));
		return;
		}
	}
