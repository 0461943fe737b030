##! The standard deviation of the observed numbers.

@load ./variance
@load ../main

module SumStats;

export {
	redef enum Calculation += {
		## The standard deviation.
		STD_DEV
	};

	redef record ResultVal += {
		std_dev: double &default=0.0;
	};
}

function set_std_dev(rv: ResultVal)
	{
	rv$std_dev = rv?$variance ? sqrt(rv$variance) : 0.0;
	}

function observe_std_dev(r: Reducer, val: double, obs: Observation, rv: ResultVal)
	{
	set_std_dev(rv);
	}

hook register_observe_plugins() &priority=-10
	{
	add_observe_plugin_dependency(STD_DEV, VARIANCE);
	register_observe_plugin(STD_DEV, observe_std_dev);
	}

hook compose_resultvals_hook(result: ResultVal, rv1: ResultVal, rv2: ResultVal) &priority=-10
	{
	set_std_dev(result);
	}
