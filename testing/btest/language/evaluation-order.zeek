# @TEST-DOC: Operands are evaluated from left to right, and each sees what the ones before it did.
# @TEST-EXEC: avocet -b %INPUT >out
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: avocet -b --no-optimise %INPUT >plain
# @TEST-EXEC: cmp out plain

global log = "";

function note(s: string, n: count): count
	{
	log += s;
	return n;
	}

type R: record { n: count &default=1; s: string &default=""; };
global g = 1;
global d = 1.0;
global text = "";
global r = R();
global elements: vector of count = { 1 };
global t: table[string] of count = { ["k"] = 1 };

# Changes all of them.
function change(): count
	{
	g += 10;
	d += 10;
	r$n += 10;
	elements[0] += 10;
	t["k"] += 10;
	return 1;
	}
function more(): string
	{
	text += "more";
	r$s += "more";
	return "end";
	}

function left(): interval { log += "left "; return 1 sec; }
function right(): time { log += "right "; return double_to_time(5.0); }
function number(): count { log += "left "; return 2; }
function span(): interval { log += "right "; return 2 sec; }
function word(): string { log += "left "; return "a"; }
function any_word(): pattern { log += "right "; return /a|b/; }

event zeek_init()
	{
	local a = 5;
	print a + (++a) + a;
	print note("a", 1) + note("b", 2) * note("c", 3), log;

	log = "";
	print note("x", 0) > 0 && note("y", 1) > 0, log;
	print note("p", 1) > 0 || note("q", 1) > 0, log;

	local v = vector(10, 20, 30);
	local i = 0;
	v[++i] = i * 100;
	print v, i;

	# What `+=` adds to is read first.
	g += change();
	print g;
	r$n += change();
	print r$n;
	elements[0] += change();
	print elements[0];
	t["k"] += change();
	print t["k"];
	d += change();
	print d;
	text += more();
	r$s += more();
	print text, r$s;
	local own = "a";
	own += (own = "b");
	print own;

	log = "";
	print left() + right(), number() * span(), word() == any_word();
	if ( word() != any_word() )
		print "never";
	print log;
	local times: vector of time = vector(right());
	local spans = vector(left());
	print spans + times;
	}
