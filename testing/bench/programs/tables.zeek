# Insertions, look-ups and updates in a table of counters, and a walk over it.
event zeek_init()
	{
	local seen: table[count] of count;
	local n: count = 0;
	local key: count = 1;

	while ( n < 1000000 )
		{
		key = (key * 48271) % 65521;

		if ( key in seen )
			seen[key] += 1;
		else
			seen[key] = 1;

		++n;
		}

	local sum: count = 0;

	for ( k, v in seen )
		sum += k * v;

	print |seen|, sum;
	}
