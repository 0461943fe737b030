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
	if ( TOPK in r$apply && ! rv?$topk )
		rv$topk = topk_init(r$topk_size);
	}

hook register_observe_plugins()
	{
	register_observe_plugin(TOPK, function(r: Reducer, val: double, obs: Observation, rv: ResultVal)
		{
		topk_add(rv$topk, obs);
		});
	}

hook compose_resultvals_hook(result: ResultVal, rv1: ResultVal, rv2: ResultVal)
	{
	if ( ! rv1?$topk && ! rv2?$topk )
		return;

	result$topk = topk_init(topk_size(rv1?$topk ? rv1$topk : rv2$topk));

	if ( rv1?$topk )
		topk_merge(result$topk, rv1$topk);
	if ( rv2?$topk )
		topk_merge(result$topk, rv2$topk);
	}
