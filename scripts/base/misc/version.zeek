##! The version of the language and its scripts that this program stands for, so that scripts can ask for
##! what they need. :zeek:id:`zeek_version` tells it as text.

module Version;

export {
	## A version in parts.
	type VersionDescription: record {
		version_number: count;    ##< `major * 10000 + minor * 100 + patch`.
		major: count;
		minor: count;
		patch: count;
		commit: count;            ##< Commits since the version was given out.
		beta: bool;
		debug: bool;
		localversion: string;     ##< What somebody calls a version of their own.
		version_string: string;   ##< The whole text.
	};

	## Takes a version apart. What cannot be taken apart is version 0, and an error is reported.
	global parse: function(version_string: string): VersionDescription;

	## Whether the version at hand is at least another one.
	global at_least: function(version_string: string): bool;
}

# 5.0.1-rc2.13-mine-debug
const shape = /[0-9]+\.[0-9]+(\.[0-9]+)?(-(beta|rc|dev)[0-9]*)?(\.[0-9]+)?(-[a-zA-Z0-9_\.]+)?(-debug)?/;

function number_at(parts: string_vec, place: count): count
	{
	return place < |parts| ? to_count(parts[place]) : 0;
	}

function parse(version_string: string): VersionDescription
	{
	local v = VersionDescription($version_number=0, $major=0, $minor=0, $patch=0, $commit=0, $beta=F, $debug=F,
	                             $localversion="", $version_string=version_string);

	if ( shape != version_string )
		{
		Reporter::error(fmt("'%s' is no version, such as 5.0.1 or 5.1.0-dev.12", version_string));
		return v;
		}

	v$beta = /-(beta|rc)/ in version_string;
	v$debug = /-debug/ in version_string;

	local numbers = find_all_ordered(version_string, /^[0-9]+\.[0-9]+(\.[0-9]+)?/)[0];
	local rest = sub(version_string[|numbers|:], /-debug$/, "");
	local parts = split_string(numbers, /\./);
	v$major = number_at(parts, 0);
	v$minor = number_at(parts, 1);
	v$patch = number_at(parts, 2);
	v$version_number = v$major * 10000 + v$minor * 100 + v$patch;

	# The kind of a version before the final one, a number of commits, a name of one's own.
	rest = sub(rest, /^-(beta|rc|dev)[0-9]*/, "");
	local commits = find_all_ordered(rest, /^\.[0-9]+/);

	if ( |commits| > 0 )
		{
		v$commit = to_count(commits[0][1:]);
		rest = rest[|commits[0]|:];
		}

	v$localversion = rest[1:];
	return v;
	}

export {
	## The version at hand.
	const info = Version::parse(zeek_version());

	## Its number, such as 50001 for 5.0.1.
	const number = info$version_number;
}

function at_least(version_string: string): bool
	{
	return number >= parse(version_string)$version_number;
	}
