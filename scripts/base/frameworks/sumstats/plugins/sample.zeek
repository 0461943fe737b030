##! A random sample of the observations: each has the same chance to be in it (Vitter, algorithm R).

@load base/frameworks/sumstats/main

module SumStats;

export {
	redef enum Calculation += {
		## A random sample.
		SAMPLE
	};

	redef record Reducer += {
		## How large the sample is.
		num_samples: count &default=0;
	};

	redef record ResultVal += {
		## The sample.
		samples: vector of Observation &default=vector();

		## How many observations it was taken from.
		sample_elements: count &default=0;
	};
}

redef record ResultVal += {
	# How large the sample is to be.
	num_samples: count &default=0;
};

hook init_resultval_hook(r: Reducer, rv: ResultVal)
	{
	rv$num_samples = SAMPLE in r$apply ? r$num_samples : 0;
	}

# The first observations fill the places in turn. Each later one
# draws a place among all that were observed, and is kept if the sample has that place.
function take_sample(rv: ResultVal, obs: Observation)
	{
	local before = rv$sample_elements;
	local place = before < rv$num_samples ? before : rand(before + 1);
	rv$sample_elements = before + 1;

	if ( place < rv$num_samples )
		rv$samples[place] = obs;
	}

function observe_sample(r: Reducer, val: double, obs: Observation, rv: ResultVal)
	{
	take_sample(rv, obs);
	}

hook register_observe_plugins()
	{
	register_observe_plugin(SAMPLE, observe_sample);
	}

# Whether a sample is simply everything that was observed.
function holds_all(rv: ResultVal): bool
	{
	return rv$sample_elements == |rv$samples|;
	}

# The sample of everything: each place is filled from one of both, with a chance by how many
# observations stand behind it.
hook compose_resultvals_hook(result: ResultVal, rv1: ResultVal, rv2: ResultVal)
	{
	local more = rv1$sample_elements >= rv2$sample_elements ? rv1 : rv2;
	local less = rv1$sample_elements >= rv2$sample_elements ? rv2 : rv1;

	if ( more$num_samples != less$num_samples )
		{
		Reporter::error("samples of different sizes cannot be put together");
		return;
		}

	result$num_samples = more$num_samples;
	result$samples = copy(more$samples);
	result$sample_elements = more$sample_elements;

	if ( holds_all(less) )
		{
		for ( _, obs in less$samples )
			take_sample(result, obs);

		return;
		}

	result$sample_elements += less$sample_elements;

	for ( i, obs in less$samples )
		if ( rand(result$sample_elements) < less$sample_elements )
			result$samples[i] = obs;
	}
