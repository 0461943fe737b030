##! The average of the observed numbers.

@load ../main

module SumStats;

export {
	redef enum Calculation += {
		## The average.
		AVERAGE
	};

	redef record ResultVal += {
		average: double &optional;
	};
}

# Moves an average towards that of `fresh` more numbers, which make it one of `all` numbers.
function move_average(rv: ResultVal, towards: double, fresh: count, all: count)
	{
	rv$average = rv?$average ? rv$average + (towards - rv$average) * fresh / all : towards;
	}

function observe_average(r: Reducer, val: double, obs: Observation, rv: ResultVal)
	{
	move_average(rv, val, 1, rv$num);
	}

hook register_observe_plugins()
	{
	register_observe_plugin(AVERAGE, observe_average);
	}

hook compose_resultvals_hook(result: ResultVal, rv1: ResultVal, rv2: ResultVal)
	{
	if ( rv1?$average )
		move_average(result, rv1$average, rv1$num, rv1$num);
	if ( rv2?$average )
		move_average(result, rv2$average, rv2$num, rv1$num + rv2$num);
	}
