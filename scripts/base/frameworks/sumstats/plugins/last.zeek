##! The last observations.

@load base/frameworks/sumstats/main
@load base/utils/queue

module SumStats;

export {
	redef enum Calculation += {
		## The last observations.
		LAST
	};

	redef record Reducer += {
		## How many to keep.
		num_last_elements: count &default=0;
	};

	redef record ResultVal += {
		## Where they are; :zeek:id:`SumStats::get_last` gets them out.
		last_elements: Queue::Queue &optional;
	};

	## The last observations, the oldest first.
	global get_last: function(rv: ResultVal): vector of Observation;
}

function get_last(rv: ResultVal): vector of Observation
	{
	local found: vector of Observation = vector();

	if ( rv?$last_elements )
		{
		local queued: vector of any = vector();
		Queue::get_vector(rv$last_elements, queued);

		for ( _, element in queued )
			found += element as Observation;
		}

	return found;
	}

# Gives each result of a reducer that asks for the last observations a place for them.
hook init_resultval_hook(r: Reducer, rv: ResultVal)
	{
	if ( LAST in r$apply && r$num_last_elements > 0 )
		rv$last_elements = Queue::init(Queue::Settings($max_len=r$num_last_elements));
	}

function observe_last(r: Reducer, val: double, obs: Observation, rv: ResultVal)
	{
	if ( rv?$last_elements )
		Queue::put(rv$last_elements, obs);
	}

hook register_observe_plugins()
	{
	register_observe_plugin(LAST, observe_last);
	}

function merge_last(result: ResultVal, rv: ResultVal)
	{
	if ( ! rv?$last_elements )
		return;

	local queue = rv$last_elements;
	result$last_elements = result?$last_elements ? Queue::merge(result$last_elements, queue) : queue;
	}

hook compose_resultvals_hook(result: ResultVal, rv1: ResultVal, rv2: ResultVal)
	{
	merge_last(result, rv1);
	merge_last(result, rv2);
	}
