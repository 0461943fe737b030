##! Directions of connections and kinds of hosts, as seen from the site.

@load ./site

type Direction: enum {
	## From elsewhere to the site.
	INBOUND,
	## From the site to elsewhere.
	OUTBOUND,
	## Either of them.
	BIDIRECTIONAL,
	## Matches nothing.
	NO_DIRECTION
};

## Whether a connection goes in a direction.
function id_matches_direction(id: conn_id, d: Direction): bool
	{
	local from_here = Site::is_local_addr(id$orig_h);
	local to_here = Site::is_local_addr(id$resp_h);

	if ( d == NO_DIRECTION || from_here == to_here )
		return F;

	return d == BIDIRECTIONAL || from_here == ( d == OUTBOUND );
	}

type Host: enum {
	## Hosts of the site.
	LOCAL_HOSTS,
	## All others.
	REMOTE_HOSTS,
	## Any host.
	ALL_HOSTS,
	## Matches nothing.
	NO_HOSTS
};

## Whether an address is of a kind.
function addr_matches_host(ip: addr, h: Host): bool
	{
	if ( h == ALL_HOSTS || h == NO_HOSTS )
		return h == ALL_HOSTS;

	return Site::is_local_addr(ip) == ( h == LOCAL_HOSTS );
	}
