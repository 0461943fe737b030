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

# The counter of a result; there is one from now on.
function counter_of(rv: ResultVal, error_margin: double, confidence: double): opaque of cardinality
	{
	if ( ! rv?$card )
		{
		rv$card = hll_cardinality_init(error_margin, confidence);
		rv$hll_confidence = confidence;
		rv$hll_error_margin = error_margin;
		}

	return rv$card;
	}

function estimate(rv: ResultVal)
	{
	rv$hll_unique = double_to_count(hll_cardinality_estimate(rv$card));
	}

function observe_cardinality(r: Reducer, val: double, obs: Observation, rv: ResultVal)
	{
	hll_cardinality_add(counter_of(rv, r$hll_error_margin, r$hll_confidence), obs);
	estimate(rv);
	}

hook register_observe_plugins()
	{
	register_observe_plugin(HLL_UNIQUE, observe_cardinality);
	}

function merge_cardinality(result: ResultVal, rv: ResultVal)
	{
	if ( ! rv?$card )
		return;

	hll_cardinality_merge_into(counter_of(result, rv$hll_error_margin, rv$hll_confidence), rv$card);
	estimate(result);
	}

hook compose_resultvals_hook(result: ResultVal, rv1: ResultVal, rv2: ResultVal)
	{
	merge_cardinality(result, rv1);
	merge_cardinality(result, rv2);
	}
