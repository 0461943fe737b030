##! Queues of anything: first in, first out.

module Queue;

export {
	## Settings of a queue.
	type Settings: record {
		## What is put in beyond this pushes the oldest out.
		max_len: count &optional;
	};

	## A queue. Its fields are nobody else's business.
	type Queue: record {};

	## Makes a queue.
	global init: function(s: Settings &default=[]): Queue;

	## Puts something at the end.
	global put: function(q: Queue, val: any);

	## Takes the oldest out. The queue must not be empty.
	global get: function(q: Queue): any;

	## Lends the oldest. The queue must not be empty.
	global peek: function(q: Queue): any;

	## Makes a queue of what is in two queues, taken in turns.
	global merge: function(q1: Queue, q2: Queue): Queue;

	## How many are in it.
	global len: function(q: Queue): count;

	## Puts all that is in it into a vector of its elements' type, the oldest first.
	global get_vector: function(q: Queue, ret: any);
}

# What the engine does: sets an element of a vector, whatever its type is.
global __set_element: function(ret: any, index: count, val: any);

redef record Queue += {
	settings: Settings &optional;
	# Entries by number, without holes, from `first` on.
	vals: table[count] of any &default=table();
	first: count &default=0;
};

function init(s: Settings): Queue
	{
	return Queue($settings=copy(s));
	}

function put(q: Queue, val: any)
	{
	if ( q?$settings && q$settings?$max_len && |q$vals| >= q$settings$max_len )
		get(q);

	q$vals[q$first + |q$vals|] = val;
	}

function get(q: Queue): any
	{
	local oldest = q$vals[q$first];
	delete q$vals[q$first];
	++q$first;
	return oldest;
	}

function peek(q: Queue): any
	{
	return q$vals[q$first];
	}

function merge(q1: Queue, q2: Queue): Queue
	{
	local all_of = Queue();

	if ( q1?$settings )
		all_of$settings = copy(q1$settings);

	local i = 0;

	while ( i < |q1$vals| || i < |q2$vals| )
		{
		if ( i < |q1$vals| )
			put(all_of, q1$vals[q1$first + i]);

		if ( i < |q2$vals| )
			put(all_of, q2$vals[q2$first + i]);

		++i;
		}

	return all_of;
	}

function len(q: Queue): count
	{
	return |q$vals|;
	}

function get_vector(q: Queue, ret: any)
	{
	local i = 0;

	while ( i < |q$vals| )
		{
		__set_element(ret, i, q$vals[q$first + i]);
		++i;
		}
	}
