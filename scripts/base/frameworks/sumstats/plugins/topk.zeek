##! The most frequent observations, in little memory (Space-Saving: Metwally, Agrawal, El Abbadi, ICDT 2005).

@load base/frameworks/sumstats/main

module SumStats;

export {
	redef record Reducer += {
		## How many observations are followed.
		topk_size: count &default=500;
	};

	redef enum Calculation += {
		## The most frequent observations.
		TOPK
	};

	redef record ResultVal += {
		## For :zeek:id:`topk_get_top` and its kin.
		topk: opaque of topk &optional;
	};
}

hook init_resultval_hook(r: Reducer, rv: ResultVal)
	{
	if ( TOPK in r$apply )
		rv$topk = topk_init(r$topk_size);
	}

function observe_frequent(r: Reducer, val: double, obs: Observation, rv: ResultVal)
	{
	topk_add(rv$topk, obs);
	}

hook register_observe_plugins()
	{
	register_observe_plugin(TOPK, observe_frequent);
	}

function merge_frequent(result: ResultVal, rv: ResultVal)
	{
	if ( ! rv?$topk )
		return;

	local followed = rv$topk;

	if ( ! result?$topk )
		result$topk = topk_init(topk_size(followed));

	topk_merge(result$topk, followed);
	}

hook compose_resultvals_hook(result: ResultVal, rv1: ResultVal, rv2: ResultVal)
	{
	merge_frequent(result, rv1);
	merge_frequent(result, rv2);
	}
