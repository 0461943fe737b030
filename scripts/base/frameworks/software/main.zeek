##! Which software runs where: what scripts find out about hosts is taken apart, kept for a day, and logged when it
##! is new.

@load base/utils/directions-and-hosts
@load base/utils/numbers
@load base/frameworks/cluster

module Software;

export {
	redef enum Log::ID += { LOG };

	## The policy of the log.
	global log_policy: Log::PolicyHook;

	## Kinds of software; scripts that find some add their own.
	type Type: enum {
		UNKNOWN,
	};

	## A version in numbers.
	type Version: record {
		major: count &optional;
		minor: count &optional;
		minor2: count &optional;
		minor3: count &optional;
		addl: string &optional;            ##< What stands behind the numbers: "beta42".
	} &log;

	## A piece of software on a host.
	type Info: record {
		ts: time &log &optional;           ##< When it was found.
		host: addr &log;
		host_p: port &log &optional;       ##< Where it serves.
		software_type: Type &log &default=UNKNOWN;
		name: string &log &optional;
		version: Version &log &optional;
		unparsed_version: string &log &optional;  ##< What name and version were taken from.
		force_log: bool &default=F;        ##< Log it, known or not, whoever's host it is.
	};

	## The hosts whose software is looked at.
	option asset_tracking = LOCAL_HOSTS;

	## How long the parts of a text are remembered.
	const parse_cache_interval = 65secs &redef;

	## How long a find is not told again; 0 secs: tell all.
	const found_cache_interval = 10mins &redef;

	## How many versions of a name are remembered for a host, before all are forgotten; 0: any number.
	const max_software_cache_size = 20 &redef;

	## Hands in a find. Either `version` and `name` are given, or `unparsed_version`, from which they are taken.
	##
	## id: Where it was found.
	## Returns: F if it is not looked at.
	global found: function(id: conn_id, info: Info): bool;

	## Compares versions: -1 if the first is older, 0, or 1. The texts behind the numbers are compared last.
	global cmp_versions: function(v1: Version, v2: Version): int;

	## One name for each software, whatever it calls itself.
	global alternate_names: table[string] of string = {
		["Flash Player"] = "Flash",
	} &default=function(name: string): string { return name; };

	## Versions seen of one name.
	type Set: record {
		versions: set[string];             ##< As they call themselves, if they do.
		last: Info &optional;
	};

	## By name.
	type SoftwareSets: table[string] of Set;

	## What is known of each host, for a day.
	global tracked_software: table[addr] of SoftwareSets &create_expire=1day;

	type SoftwareSet: table[string] of Info;
	global tracked: table[addr] of SoftwareSet &create_expire=1day;

	## Raised with each row.
	global log_software: event(rec: Info);

	## Raised when a host shows another version of something.
	global version_change: event(old: Info, new: Info);

	## Raised when software is about to be remembered.
	global register: event(info: Info);
}

# What a text says.
type Description: record {
	name: string;
	version: Version;
	unparsed_version: string;
};

global parsed_lately: table[string] of Description &read_expire=parse_cache_interval;
global lately_found: set[addr, string] &create_expire=found_cache_interval;

event zeek_init() &priority=5
	{
	Log::create_stream(Software::LOG, Log::Stream($columns=Info, $ev=log_software, $path="software", $policy=log_policy));
	}

# ---- Texts to versions --------------------------------------------------------------------------

# "1.2.3.4"; "." may be "," or "_" as well.
const numbers = /[0-9]+([.,_][0-9]+)*/;

# A version in a text: at least two digits, or what separates them.
const version_run = /[0-9\-._, ]{2,}/;

# The part that a text begins with, or "" if it begins with something else.
function beginning(text: string, part: pattern): string
	{
	local found_text = find_first(text, part);
	return starts_with(text, found_text) ? found_text : "";
	}

# What stands behind numbers: a word, or words in parentheses up to their end or a semicolon.
function text_behind(rest: string): string
	{
	local words = beginning(rest, /[ \-_]*\([a-zA-Z0-9_ \-]+[;)]/);

	if ( words != "" )
		return sub(sub(words, /^[ \-_]*\(/, ""), /[;)]$/, "");

	return beginning(sub(rest, /^[ \-_();,]+/, ""), /[^ .;,()\[\-]+/);
	}

# Numbers between separators. None stands between two of these.
function version_of(found_numbers: string, separators: pattern): Version
	{
	local v = Version();
	local parts = split_string(found_numbers, separators);

	if ( parts[0] != "" )
		v$major = extract_count(parts[0]);
	if ( |parts| > 1 && parts[1] != "" )
		v$minor = extract_count(parts[1]);
	if ( |parts| > 2 && parts[2] != "" )
		v$minor2 = extract_count(parts[2]);
	if ( |parts| > 3 && parts[3] != "" )
		v$minor3 = extract_count(parts[3]);

	return v;
	}

function add_text_behind(v: Version, rest: string)
	{
	local behind = text_behind(rest);

	if ( behind != "" )
		v$addl = behind;
	}

# The version that a text begins with.
function version_at_start(text: string): Version
	{
	local found_numbers = beginning(text, numbers);

	if ( found_numbers == "" )
		return Version();

	local v = version_of(found_numbers, /[.,_]/);
	add_text_behind(v, sub_bytes(text, |found_numbers| + 1, -1));
	return v;
	}

# The numbers behind a name and a slash or a blank, without what follows them.
function numbers_behind(text: string, name: pattern): Version
	{
	return version_at_start(sub(find_first(text, name), /^[^0-9]+/, ""));
	}

# What browsers say of themselves, and of all that they are compatible with.
function parse_browser(text: string): Description
	{
	local d = Description($name="", $version=Version(), $unparsed_version=text);

	# Microsoft's old ones tell by Trident what they are, whatever else they pretend to be.
	local trident = find_first(text, /Trident\/[0-9]+/);

	if ( /Opera/ in text && / Chrome\// !in text )
		{
		d$name = "Opera";

		if ( /Opera [0-9.]+$/ in text )
			d$version = numbers_behind(text, /Opera [0-9.]+$/);
		else
			{
			if ( /Opera M(ini|obi)\// in text )
				d$name = sub(find_first(text, /Opera M(ini|obi)\//), /\//, "");

			if ( /Version\/[0-9]/ in text )
				d$version = numbers_behind(text, /Version\/[0-9.]+/);
			else
				d$version = numbers_behind(text, d$name == "Opera" ? /Opera\/[0-9.]+/ : /Opera M(ini|obi)\/[0-9.]+/);
			}
		}

	else if ( trident != "" )
		{
		d$name = "MSIE";
		d$version = Version($major=extract_count(trident) + 4, $minor=0);
		}

	else if ( /MSIE [0-9]/ in text )
		{
		d$name = "MSIE";
		d$version = numbers_behind(text, /MSIE [0-9]+(\.[0-9]+)*[a-z]?[0-9]*/);
		}

	# Safari's version stands apart from its name.
	else if ( /Version\/[0-9.]+.*Safari\// in text )
		{
		d$name = "Safari";
		d$version = numbers_behind(text, /Version\/[0-9.]+/);

		if ( / Mobile[ \/]/ in text )
			d$version$addl = "Mobile";
		}

	else
		{
		# Those that call themselves by the names of others, too, come first.
		local known = find_first(text, /(Edge|AdobeAIR|Thunderbird|Netscape|SeaMonkey|Firefox)\/[0-9.]+[a-z]?[0-9]*/);

		if ( known == "" )
			known = find_first(text, /(Chromium|Chrome|CriOS|FxiOS)\/[0-9.]+/);

		if ( known != "" )
			{
			d$name = split_string1(known, /\//)[0];
			d$version = numbers_behind(known, /\/[0-9.]+[a-z]?[0-9]*/);
			}
		else
			d$name = "<unknown browser>";
		}

	return d;
	}

# "A/9/Google/Pixel#2/...": Android, as phones tell it to shops.
function parse_phone(text: string): Description
	{
	local parts = split_string(text, /\//);
	local model = split_string1(parts[3], /#/)[0];
	return Description($name=fmt("Android (%s %s)", parts[2], model), $version=version_at_start(parts[1]),
	                   $unparsed_version=text);
	}

# Without what separates a name from a version.
function name_of(text: string): string
	{
	return sub(sub(text, /^[ \/_\-(]+/, ""), /[ \/_\-(]+v?$/, "");
	}

# A name, and a version behind it.
function parse_plain(text: string): Description
	{
	local d = Description($name=text, $version=Version(), $unparsed_version=text);
	local run = find_first(text, version_run);

	if ( run == "" )
		{
		local name = name_of(text);

		if ( name != "" )
			d$name = name;

		return d;
		}

	local at = strstr(text, run);

	# Names that begin with a number have their version behind it.
	local later = at == 1 ? find_first(sub_bytes(text, |run| + 1, -1), version_run) : "";

	if ( later != "" )
		{
		at = |run| + strstr(sub_bytes(text, |run| + 1, -1), later);
		run = later;
		}

	local before = sub_bytes(text, 1, at - 1);
	local after = sub_bytes(text, at + |run|, -1);
	d$name = name_of(before);

	# One separator stands between name and version.
	if ( /[ \/_\-(]v?$/ !in before )
		run = sub(run, /^[\-._, ]/, "");

	d$version = version_of(run, /[\-._, ]/);
	add_text_behind(d$version, after);
	return d;
	}

# Names may be written in the way of URLs.
function decoded(text: string): string
	{
	local plain = text;

	if ( /%[0-9a-fA-F]{2}/ in plain )
		plain = unescape_URI(plain);

	# Bytes that somebody wrote as four characters.
	if ( /\\x[0-9a-fA-F]{2}/ in plain )
		plain = unescape_URI(gsub(plain, /\\x/, "%"));

	return plain;
	}

function parse(unparsed_version: string): Description
	{
	if ( unparsed_version in parsed_lately )
		return parsed_lately[unparsed_version];

	local text = decoded(unparsed_version);
	local d = Description($name="", $version=Version(), $unparsed_version=unparsed_version);

	if ( /^(Mozilla|Opera)\// in text )
		d = parse_browser(text);
	else if ( /^A\/[0-9.]+\/[^\/]+\/[^\/]+\// in text )
		d = parse_phone(text);
	else
		d = parse_plain(text);

	d$unparsed_version = unparsed_version;
	d$name = alternate_names[d$name];
	parsed_lately[unparsed_version] = d;
	return d;
	}

# ---- Versions -----------------------------------------------------------------------------------

# What is missing is older than what is there.
function cmp_parts(has1: bool, n1: count, has2: bool, n2: count): int
	{
	if ( has1 && has2 )
		return n1 < n2 ? -1 : (n1 > n2 ? +1 : 0);

	return has1 == has2 ? +0 : (has2 ? -1 : +1);
	}

function cmp_versions(v1: Version, v2: Version): int
	{
	local by_major = cmp_parts(v1?$major, v1?$major ? v1$major : 0, v2?$major, v2?$major ? v2$major : 0);

	if ( by_major != 0 )
		return by_major;

	local by_minor = cmp_parts(v1?$minor, v1?$minor ? v1$minor : 0, v2?$minor, v2?$minor ? v2$minor : 0);

	if ( by_minor != 0 )
		return by_minor;

	local by_minor2 = cmp_parts(v1?$minor2, v1?$minor2 ? v1$minor2 : 0, v2?$minor2, v2?$minor2 ? v2$minor2 : 0);

	if ( by_minor2 != 0 )
		return by_minor2;

	local by_minor3 = cmp_parts(v1?$minor3, v1?$minor3 ? v1$minor3 : 0, v2?$minor3, v2?$minor3 ? v2$minor3 : 0);

	if ( by_minor3 != 0 )
		return by_minor3;

	if ( v1?$addl != v2?$addl )
		return v2?$addl ? -1 : +1;

	local behind = v1?$addl ? strcmp(v1$addl, v2$addl) : +0;
	return behind < 0 ? -1 : (behind > 0 ? +1 : +0);
	}

# "1.2.3.4-beta42"
function software_fmt_version(v: Version): string
	{
	local text = v?$major ? fmt("%d", v$major) : "";

	if ( v?$minor )
		text += fmt(".%d", v$minor);
	if ( v?$minor2 )
		text += fmt(".%d", v$minor2);
	if ( v?$minor3 )
		text += fmt(".%d", v$minor3);
	if ( v?$addl )
		text += fmt("-%s", v$addl);

	return text;
	}

function software_fmt(i: Info): string &is_used
	{
	return fmt("%s %s", i$name, software_fmt_version(i$version));
	}

# ---- Finds --------------------------------------------------------------------------------------

# What tells the versions of one name apart.
function version_key(info: Info): string
	{
	return info?$unparsed_version ? info$unparsed_version : software_fmt_version(info$version);
	}

event Software::register(info: Info)
	{
	if ( info$host !in tracked_software )
		tracked_software[info$host] = SoftwareSets();

	local sets = tracked_software[info$host];

	if ( info$name !in sets )
		sets[info$name] = Set();

	local known = sets[info$name];
	local key = version_key(info);

	if ( key in known$versions && ! info$force_log )
		return;

	if ( known?$last && cmp_versions(known$last$version, info$version) != 0 )
		event Software::version_change(known$last, info);

	if ( max_software_cache_size > 0 && |known$versions| >= max_software_cache_size )
		clear_table(known$versions);

	add known$versions[key];
	known$last = info;
	Log::write(Software::LOG, info);
	}

event Software::new(info: Info)
	{
	if ( info?$version )
		{
		event register(info);
		return;
		}

	local parsed = parse(info$unparsed_version);
	info$version = parsed$version;
	info$name = info?$name ? info$name : parsed$name;
	event register(info);
	}

# What a find lacks to be one; empty if nothing.
function what_is_missing(info: Info): string
	{
	if ( info?$version )
		return info?$name ? "" : "the name of what it is given the version of";

	return info?$unparsed_version ? "" : "a version, in parts or as text";
	}

# Whether the same was found a short while ago; if not, it was from now on.
function is_found_again(info: Info): bool
	{
	if ( found_cache_interval <= 0secs )
		return F;

	local key = fmt("%s %s %s", info$software_type, info?$name ? info$name : "", version_key(info));

	if ( [info$host, key] in lately_found )
		return T;

	add lately_found[info$host, key];
	return F;
	}

function found(id: conn_id, info: Info): bool
	{
	local wanted = info$force_log || addr_matches_host(info$host, asset_tracking);

	if ( ! wanted )
		return F;

	local missing = what_is_missing(info);

	if ( missing != "" )
		{
		Reporter::error(fmt("Software::found needs %s", missing));
		return F;
		}

	if ( ! info$force_log && is_found_again(info) )
		return F;

	if ( ! info?$ts )
		info$ts = network_time();

	event new(info);
	return T;
	}
