# @TEST-DOC: A function that takes or returns other types than the variable it is given to is called with what it expects.
# @TEST-EXEC: avocet -b %INPUT >out
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: avocet -b --no-optimise %INPUT >plain
# @TEST-EXEC: cmp out plain

type Holder: record {
	f: function(x: count): string;
};

global digest: function(s: string): string = md5_hash;
global named: table[string] of function(x: count): string = { ["a"] = cat };
global listed: vector of function(x: count): string = [cat];

function whole(x: any): string { return fmt("%s %s", type_name(x), x); }
function pair(x: any, y: any): string { return cat(x, y); }
function boxed(s: string): any { return s + "!"; }
function told(t: any, change: any, key: any, value: any) { print "told", change, key, value; }

global of_string: function(s: string): string = whole;
global of_any: function(s: any): string = boxed;

global seen: table[string, count] of string &default=pair;
global digests: table[string] of string &default=md5_hash;
global watched: table[count] of string &on_change=told;

hook checked(r: Holder, more: count) { print "checked", r$f(more); }

function apply(f: function(x: string): string, s: string): string { return f(s); }

event zeek_init()
	{
	print digest("x") == md5_hash("x"), apply(md5_hash, "x") == digest("x");
	print named["a"](1), listed[0](2), Holder($f=cat)$f(3);
	print of_string("x"), of_any("x");

	print seen["a", 1], digests["x"] == digest("x");
	watched[1] = "one";

	local prefix = 7;
	local own: table[string] of string &default=function[prefix](x: any): string { return cat(prefix, x); };
	print own["y"];

	# Natives that take anything, by value.
	local f = fmt;
	print f("%s-%d", "a", 3);
	local several = vector(cat, fmt);
	print several[0](1, 2), several[1]("%s", T);

	# A hook sees its own types, however the value that is called is declared.
	local h: hook(r: any, more: count) = checked;
	print hook h(Holder($f=cat), 5);
	}
