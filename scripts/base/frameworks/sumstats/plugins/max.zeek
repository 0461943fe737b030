##! The largest of the observed numbers.

@load ../main

module SumStats;

export {
	redef enum Calculation += {
		## The largest number.
		MAX
	};

	redef record ResultVal += {
		max: double &optional;
	};
}

function take_max(rv: ResultVal, val: double)
	{
	if ( ! rv?$max || val > rv$max )
		rv$max = val;
	}

function observe_max(r: Reducer, val: double, obs: Observation, rv: ResultVal)
	{
	take_max(rv, val);
	}

hook register_observe_plugins()
	{
	register_observe_plugin(MAX, observe_max);
	}

hook compose_resultvals_hook(result: ResultVal, rv1: ResultVal, rv2: ResultVal)
	{
	if ( rv1?$max )
		take_max(result, rv1$max);
	if ( rv2?$max )
		take_max(result, rv2$max);
	}
