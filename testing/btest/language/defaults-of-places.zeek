# @TEST-DOC: What a call may leave out is said by the place that the function comes from: a field, an element, a parameter, a result or a cast. Types that are alike but for their defaults do not share them.
# @TEST-EXEC: avocet -b %INPUT >out
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: expect-exit 1 avocet check -b needs-all.zeek >errors 2>&1
# @TEST-EXEC: btest-diff errors

type Two: function(a: count, b: count &default=2): count;
type Three: function(a: count, b: count &default=3): count;
type Four: record {
	sum: function(a: count, b: count &default=4): count;
	also: Two;
};
type Named: table[string] of Three;

function plain(a: count, b: count): count
	{
	return a * 100 + b;
	}

# The last declaration of a like type.
global unused: function(a: count, b: count &default=99): count = plain;

global twos: table[string] of Two = { ["x"] = plain };
global threes: Named = { ["x"] = plain };
global fives: vector of function(a: count, b: count &default=5): count = vector(plain);
global nested: table[count] of vector of Two = { [1] = vector(plain) };
global alias: Three = plain;

function give(f: Three, g: function(a: count, b: count &default=6): count): string
	{
	return fmt("%d %d", f(1), g(1));
	}

function maker(): Two
	{
	return plain;
	}

function vectors(): vector of Three
	{
	return vector(plain);
	}

hook called(f: Two)
	{
	print "hook", f(1);
	}

event zeek_init()
	{
	local r = Four($sum=plain, $also=plain);
	print "fields", r$sum(1), r$also(1);
	print "elements", twos["x"](1), threes["x"](1), fives[0](1), nested[1][0](1);
	print "parameters", give(plain, plain);
	print "results", maker()(1), vectors()[0](1);
	print "cast", (plain as Three)(1);
	print "alias", alias(1);
	hook called(plain);

	for ( name, two in twos )
		print "loop", name, two(1);
	for ( i, five in fives )
		print "loop", i, five(1);

	local picked = threes["x"];
	local all = twos;
	local bare = [$f=alias];
	print "locals", picked(1), all["x"](1), bare$f(1), (T ? picked : plain)(1);

	local made = Named(["y"] = plain);
	local listed = vector(picked, plain);
	print "made", made["y"](1), listed[1](1), copy(all)["x"](1), fives[0:1][0](1);

	local inner = function[r](): Two { return r$also; };
	print "lambda", inner()(1);

	local what: any = plain;
	switch ( what )
		{
		case type Two as two_again:
			print "case", two_again(1);
			break;
		}
	}

# @TEST-START-FILE needs-all.zeek
type Two: function(a: count, b: count &default=2): count;
type Bare: function(a: count, b: count): count;
global with: table[string] of Two;
global without: table[string] of Bare;
type R: record { f: Bare; g: Two; };
event zeek_init()
	{
	local r: R;
	print with["x"](1), r$g(1);
	print without["x"](1);
	print r$f(1);
	}
# @TEST-END-FILE
