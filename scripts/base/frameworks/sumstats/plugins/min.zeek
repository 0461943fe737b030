##! The smallest of the observed numbers.

@load ../main

module SumStats;

export {
	redef enum Calculation += {
		## The smallest number.
		MIN
	};

	redef record ResultVal += {
		min: double &optional;
	};
}

function take_min(rv: ResultVal, val: double)
	{
	if ( ! rv?$min || val < rv$min )
		rv$min = val;
	}

function observe_min(r: Reducer, val: double, obs: Observation, rv: ResultVal)
	{
	take_min(rv, val);
	}

hook register_observe_plugins()
	{
	register_observe_plugin(MIN, observe_min);
	}

hook compose_resultvals_hook(result: ResultVal, rv1: ResultVal, rv2: ResultVal)
	{
	if ( rv1?$min )
		take_min(result, rv1$min);
	if ( rv2?$min )
		take_min(result, rv2$min);
	}
