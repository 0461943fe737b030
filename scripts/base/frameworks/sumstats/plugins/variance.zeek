##! The variance of the observed numbers, kept up to date in one pass (Welford, Technometrics 4:3, 1962).

@load ./average
@load ../main

module SumStats;

export {
	redef enum Calculation += {
		## The variance.
		VARIANCE
	};

	redef record ResultVal += {
		variance: double &optional;
	};
}

redef record ResultVal += {
	# The average before the last observation, and the sum of squared distances from the average.
	prev_avg: double &optional;
	var_s: double &default=0.0;
};

function set_variance(rv: ResultVal)
	{
	rv$variance = rv$num > 1 ? rv$var_s / (rv$num - 1) : 0.0;
	}

function observe_variance(r: Reducer, val: double, obs: Observation, rv: ResultVal)
	{
	local average = rv$average;

	if ( rv?$prev_avg )
		rv$var_s += (val - rv$prev_avg) * (val - average);

	rv$prev_avg = average;
	set_variance(rv);
	}

hook register_observe_plugins() &priority=-5
	{
	add_observe_plugin_dependency(VARIANCE, AVERAGE);
	register_observe_plugin(VARIANCE, observe_variance);
	}

# Squared distances from a common average: those from the own average, and that average's own.
function shifted(rv: ResultVal, average: double): double
	{
	return rv?$average ? rv$var_s + rv$num * (rv$average - average) * (rv$average - average) : 0.0;
	}

hook compose_resultvals_hook(result: ResultVal, rv1: ResultVal, rv2: ResultVal) &priority=-5
	{
	if ( ! result?$average )
		return;

	result$var_s = shifted(rv1, result$average) + shifted(rv2, result$average);
	result$prev_avg = result$average;
	set_variance(result);
	}
