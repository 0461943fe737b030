##! Topics that this process wants to hear of. Alone it hears of none.

@load ./main

module Cluster;

export {
	## Asks for what is sent to a topic, and no longer. F: nothing is sent to it.
	global subscribe: function(topic: string): bool;
	global unsubscribe: function(topic: string): bool;

	## Run before that; `break` has no effect.
	global on_subscribe: hook(topic: string);
	global on_unsubscribe: hook(topic: string);

	## An event with its arguments, to be sent.
	global make_event: function(va_args: any): Cluster::Event;

	## Who this is. What connects a cluster gives each of its processes another answer.
	global node_id: function(): string = function(): string { return ""; } &redef;

	## Called once by each process of a cluster.
	global init: function(): bool;
}

function subscribe(topic: string): bool
	{
	hook on_subscribe(topic);
	return F;
	}

function unsubscribe(topic: string): bool
	{
	hook on_unsubscribe(topic);
	return F;
	}

function init(): bool
	{
	return F;
	}
