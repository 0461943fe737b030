# @TEST-DOC: A function is printed with its bodies, as Zeek shows them, wherever values are.
# @TEST-EXEC: avocet -b %INPUT >out 2>&1
# @TEST-EXEC: btest-diff out

module Shop;

function choose(i: count): string
	{
	if ( i > 0 )
		return "Foo";
	else
		return "Bar";
	}

function walk(t: table[string] of count, limit: double)
	{
	local best: string;
	for ( k, v in t )
		{
		if ( v + 1 > limit && k != "x" )
			{
			best = k;
			++t[k];
			}
		}
	while ( |t| > 3 * (1 + 2) )
		delete t[best];
	assert best == "a", "not " + best;
	}

event opened(n: count) &priority=5 { print "first", n; }
event opened(n: count) { return; }

type Door: record { on_open: function(i: count): string; };

event zeek_init()
	{
	print choose;
	print walk;
	print opened;
	print Door($on_open=choose);
	print sub(fmt("%s", function() { print "lambda"; }), /<[0-9]+>/, "<n>");
	print fmt;
	}
