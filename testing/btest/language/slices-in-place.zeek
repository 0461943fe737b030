# @TEST-DOC: A vector that is made shorter or changed by slices stays one that others share, or a new one, as it was.
# @TEST-EXEC: avocet -b %INPUT >out
# @TEST-EXEC: btest-diff out

function show(v: vector of string): string
	{
	return join_string_vec(v, " ");
	}

event zeek_init()
	{
	local v = vector("a", "b", "c", "d", "e", "f");
	local shared = v;
	v = v[1:];
	v = v[:-1];
	print show(v), "|", show(shared);

	# Nobody else has it from now on.
	shared = v;
	v = v[0:3];
	v = v[1:];
	v += "g";
	print show(v), "|", show(shared);

	# Each element is one that somebody may hold.
	local first: vector of string = vector();
	while ( |v| > 0 )
		{
		first += v[0];
		v = v[1:];
		}
	print show(first), |v|, v;

	# Replaced by more, by less, by itself; others see it.
	local w = vector("p", "q", "r");
	local other = w;
	w[1:2] = vector("1", "2", "3");
	print show(other);
	w[1:4] = vector("x");
	print show(other);
	w[1:2] = w;
	print show(other);
	w[0:0] = vector("front");
	w[|w|:] = vector("end");
	print show(other);
	w[:] = vector();
	print |other|;

	# Holes go along.
	local holes: vector of count = vector(1);
	holes[4] = 5;
	holes = holes[1:];
	print holes;
	holes[1:2] = vector(7, 8);
	print holes;
	holes = holes[1:4];
	print holes, 0 in holes;
	local lists: vector of vector of count = vector();
	lists[2] = vector(1);
	lists[4] = vector(2);
	lists = lists[1:];
	lists = lists[:3];
	print lists;

	# A loop goes over what there was.
	local walked = vector(1, 2, 3, 4);
	for ( _, n in walked )
		{
		walked = walked[1:];
		print n, walked;
		}

	# Large ones.
	local queue: vector of count = vector();
	while ( |queue| < 20000 )
		queue += |queue|;
	local sum = 0;
	while ( |queue| > 0 )
		{
		sum += queue[0];
		queue = queue[1:];
		}
	print sum;
	while ( |queue| < 20000 )
		queue[0:0] = vector(|queue|);
	print queue[0], queue[-1];
	}
