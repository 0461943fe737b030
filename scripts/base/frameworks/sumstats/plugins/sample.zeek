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
	if ( SAMPLE in r$apply )
		rv$num_samples = r$num_samples;
	}

function take_sample(obs: Observation, rv: ResultVal)
	{
	++rv$sample_elements;

	if ( |rv$samples| < rv$num_samples )
		{
		rv$samples += obs;
		return;
		}

	local place = rand(rv$sample_elements);

	if ( place < rv$num_samples )
		rv$samples[place] = obs;
	}

hook register_observe_plugins()
	{
	register_observe_plugin(SAMPLE, function(r: Reducer, val: double, obs: Observation, rv: ResultVal)
		{
		take_sample(obs, rv);
		});
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
	if ( rv1$num_samples != rv2$num_samples )
		{
		Reporter::error("samples of different sizes cannot be put together");
		return;
		}

	local more = rv1$sample_elements >= rv2$sample_elements ? rv1 : rv2;
	local less = rv1$sample_elements >= rv2$sample_elements ? rv2 : rv1;

	result$num_samples = rv1$num_samples;
	result$samples = copy(more$samples);
	result$sample_elements = more$sample_elements;

	if ( holds_all(less) )
		{
		for ( _, obs in less$samples )
			take_sample(obs, result);

		return;
		}

	result$sample_elements += less$sample_elements;

	for ( i, obs in less$samples )
		if ( rand(result$sample_elements) < less$sample_elements )
			result$samples[i] = obs;
	}
