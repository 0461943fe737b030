# Records in a vector, their fields read and written.
type Body: record {
	x: double;
	v: double;
	steps: count &default=0;
};

event zeek_init()
	{
	local bodies: vector of Body;
	local i: count = 0;

	while ( i < 100 )
		{
		bodies += Body($x=i * 1.0, $v=1.0);
		++i;
		}

	local round: count = 0;

	while ( round < 5000 )
		{
		for ( j, b in bodies )
			{
			b$x = b$x + b$v * 0.5;
			b$steps = b$steps + 1;
			}

		++round;
		}

	print bodies[99]$x, bodies[99]$steps;
	}
