##! Tables with `&publish_on_change`, which processes of a cluster tell each other changes of. A process by itself has
##! nobody to tell.

@load ./main

module Cluster;

export {
	## How many changes go into one message.
	const default_publish_table_batch_size: count = 10000 &redef;

	## Sends all of a table to a topic. F: it cannot be sent.
	global publish_table: function(topic: string, table_val: any,
		batch_size: count &default=default_publish_table_batch_size): bool;
}

function publish_table(topic: string, table_val: any, batch_size: count &default=default_publish_table_batch_size): bool
	{
	return F;
	}
