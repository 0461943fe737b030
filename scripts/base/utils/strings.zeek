##! Small functions on strings.

## Whether at least a quarter of the bytes of a string are no ASCII.
function is_string_binary(s: string): bool
	{
	if ( s == "" )
		return F;

	local others = |gsub(s, /[\x00-\x7f]/, "")|;
	return others * 4 >= |s|;
	}

## Puts a backslash before some characters, and before each backslash.
##
## chars: The characters.
function string_escape(s: string, chars: string): string
	{
	local result = subst_string(s, "\\", "\\\\");

	for ( c in chars )
		result = subst_string(result, c, "\\" + c);

	return result;
	}

## Takes bytes away from the end of a string.
function cut_tail(s: string, tail_len: count): string
	{
	return tail_len >= |s| ? "" : s[0:|s| - tail_len];
	}
