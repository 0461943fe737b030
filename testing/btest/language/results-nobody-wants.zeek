# @TEST-DOC: A function that ends without its result is no error where nobody wants it; a function value knows its own type.
# @TEST-EXEC: avocet -b %INPUT >out 2>&1
# @TEST-EXEC: btest-diff out

global silent: function(path: string): any = function(path: string) { };
global mixed: function(x: count): any = function(x: count) { if ( x == 1 ) return 1; return "a"; };

function sometimes(x: count): string
	{
	if ( x == 1 )
		return "one";
	}

event zeek_init() &priority=2
	{
	print type_name(silent), type_name(mixed), mixed(1), mixed(2);
	}

event zeek_init() &priority=1
	{
	sometimes(2);
	local through_value = sometimes;
	through_value(2);
	silent("x");
	print "went on";
	}
