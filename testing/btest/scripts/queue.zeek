# @TEST-DOC: Queues: first in, first out, with a limit; joined; what is in them in a vector of whatever type.
# @TEST-EXEC: avocet -b %INPUT >out
# @TEST-EXEC: btest-diff out

@load base/utils/queue

event zeek_init()
	{
	local q = Queue::init([$max_len=2]);
	Queue::put(q, "a");
	Queue::put(q, "b");
	Queue::put(q, "c");
	print Queue::len(q), Queue::peek(q);

	local names: vector of string = vector("x", "y", "z");
	Queue::get_vector(q, names);
	print names;

	local anything: vector of any = vector();
	Queue::get_vector(q, anything);
	print anything;

	local other = Queue::init();
	Queue::put(other, "1");
	local both = Queue::merge(q, other);
	print Queue::get(q), Queue::len(q), Queue::len(both);
	}
