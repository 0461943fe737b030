##! How many different observations there were, estimated in little memory (HyperLogLog).

@load base/frameworks/sumstats/main

module SumStats;

export {
	redef record Reducer += {
		## How wrong the estimate may be, and how surely it is not.
		hll_error_margin: double &default=0.01;
		hll_confidence: double &default=0.95;
	};

	redef enum Calculation += {
		## An estimate of the number of different observations.
		HLL_UNIQUE
	};

	redef record ResultVal += {
		hll_unique: count &default=0;
	};
}

redef record ResultVal += {
	# The counter, and what it was made with.
	card: opaque of cardinality &optional;
	hll_error_margin: double &optional;
	hll_confidence: double &optional;
};

hook register_observe_plugins()
	{
	register_observe_plugin(HLL_UNIQUE, function(r: Reducer, val: double, obs: Observation, rv: ResultVal)
		{
		if ( ! rv?$card )
			{
			rv$hll_error_margin = r$hll_error_margin;
			rv$hll_confidence = r$hll_confidence;
			rv$card = hll_cardinality_init(r$hll_error_margin, r$hll_confidence);
			}

		hll_cardinality_add(rv$card, obs);
		rv$hll_unique = double_to_count(hll_cardinality_estimate(rv$card));
		});
	}

function merge_cardinality(result: ResultVal, rv: ResultVal)
	{
	if ( ! rv?$card )
		return;

	if ( ! result?$card )
		{
		result$hll_error_margin = rv$hll_error_margin;
		result$hll_confidence = rv$hll_confidence;
		result$card = hll_cardinality_init(rv$hll_error_margin, rv$hll_confidence);
		}

	hll_cardinality_merge_into(result$card, rv$card);
	result$hll_unique = double_to_count(hll_cardinality_estimate(result$card));
	}

hook compose_resultvals_hook(result: ResultVal, rv1: ResultVal, rv2: ResultVal)
	{
	merge_cardinality(result, rv1);
	merge_cardinality(result, rv2);
	}
