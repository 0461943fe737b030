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

hook register_observe_plugins()
	{
	register_observe_plugin(UNIQUE, function(r: Reducer, val: double, obs: Observation, rv: ResultVal)
		{
		if ( ! rv?$unique_vals )
			rv$unique_vals = set();
		if ( r?$unique_max )
			rv$unique_max = r$unique_max;

		# One more than the limit shows that there were more.
		if ( ! r?$unique_max || |rv$unique_vals| <= r$unique_max )
			add rv$unique_vals[obs];

		rv$unique = |rv$unique_vals|;
		});
	}

function merge_unique(result: ResultVal, rv: ResultVal)
	{
	if ( rv?$unique_max && ! result?$unique_max )
		result$unique_max = rv$unique_max;

	if ( ! rv?$unique_vals )
		return;

	if ( ! result?$unique_vals )
		result$unique_vals = set();

	for ( obs in rv$unique_vals )
		{
		if ( result?$unique_max && |result$unique_vals| > result$unique_max )
			break;

		add result$unique_vals[obs];
		}

	result$unique = |result$unique_vals|;
	}

hook compose_resultvals_hook(result: ResultVal, rv1: ResultVal, rv2: ResultVal)
	{
	merge_unique(result, rv1);
	merge_unique(result, rv2);
	}
