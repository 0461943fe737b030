##! Patterns made at run time.

module GLOBAL;

## Makes a pattern that holds any of some strings.
##
## ss: The strings, taken literally.
## pat: A pattern in which ``~~`` stands for them.
function set_to_regex(ss: set[string], pat: string): pattern
	{
	# What comes last in the set stands first, which shows where the pattern is printed.
	local alternatives: string_vec;
	local at = |ss|;
	resize(alternatives, at);

	for ( s in ss )
		alternatives[--at] = convert_for_pattern(s);

	return string_to_pattern(sub(pat, /~~/, join_string_vec(alternatives, "|")), F);
	}

## Where a pattern was found.
type PatternMatchResult: record {
	matched: bool;
	str: string;    ##< What matched; empty if nothing did.
	off: count;     ##< Where it stands, from 1; 0 if nothing matched.
};

## Finds the first place in a string that a pattern matches.
function match_pattern(s: string, p: pattern): PatternMatchResult
	{
	local parts = split_string_n(s, p, T, 1);

	if ( |parts| < 2 )
		return PatternMatchResult($matched=F, $str="", $off=0);

	return PatternMatchResult($matched=T, $str=parts[1], $off=|parts[0]| + 1);
	}
