##! How many different observations there were.

@load ../main

module SumStats;

export {
	redef record Reducer += {
		## Different observations beyond this number are not counted.
		unique_max: count &optional;
	};

	redef enum Calculation += {
		## The number of different observations.
		UNIQUE
	};

	redef record ResultVal += {
		unique: count &default=0;
	};
}

redef record ResultVal += {
	# The observations themselves, and the reducer's limit.
	unique_vals: set[Observation] &optional;
	unique_max: count &optional;
};

# Counts an observation if it is a new one; F if that makes no difference any more. One more than the
# limit shows that there were more.
function count_unique(rv: ResultVal, obs: Observation): bool
	{
	if ( rv?$unique_max && rv$unique > rv$unique_max )
		return F;

	local different = rv$unique_vals;
	add different[obs];
	rv$unique = |different|;
	return T;
	}

hook init_resultval_hook(r: Reducer, rv: ResultVal)
	{
	if ( UNIQUE !in r$apply )
		return;

	rv$unique_vals = set();

	if ( r?$unique_max )
		rv$unique_max = r$unique_max;
	}

function observe_unique(r: Reducer, val: double, obs: Observation, rv: ResultVal)
	{
	count_unique(rv, obs);
	}

hook register_observe_plugins()
	{
	register_observe_plugin(UNIQUE, observe_unique);
	}

function merge_unique(result: ResultVal, rv: ResultVal)
	{
	if ( ! rv?$unique_vals )
		return;

	if ( rv?$unique_max && ! result?$unique_max )
		result$unique_max = rv$unique_max;
	if ( ! result?$unique_vals )
		result$unique_vals = set();

	for ( obs in rv$unique_vals )
		if ( ! count_unique(result, obs) )
			break;
	}

hook compose_resultvals_hook(result: ResultVal, rv1: ResultVal, rv2: ResultVal)
	{
	merge_unique(result, rv1);
	merge_unique(result, rv2);
	}
