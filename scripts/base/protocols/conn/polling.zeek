##! Looks at a connection again and again.

module ConnPolling;

export {
	## Calls a function for a connection after some time, then again and again.
	##
	## c: The connection.
	## callback: Gets the connection as it is then and the number of the call; says when to call
	##           it next, or a negative interval to stop.
	## cnt: The number of the first call.
	## i: When to call it first.
	global watch: function(c: connection, callback: function(c: connection, cnt: count): interval, cnt: count, i: interval);
}

event ConnPolling::check(c: connection, callback: function(c: connection, cnt: count): interval, cnt: count)
	{
	if ( ! connection_exists(c$id) )
		return;

	# Brings the record up to date. It is the one that scripts have written to, even where the
	# capture is over and the core has let go of it.
	lookup_connection(c$id);
	local pause = callback(c, cnt);

	if ( pause >= 0secs )
		watch(c, callback, cnt + 1, pause);
	}

function watch(c: connection, callback: function(c: connection, cnt: count): interval, cnt: count, i: interval)
	{
	schedule i { ConnPolling::check(c, callback, cnt) };
	}
