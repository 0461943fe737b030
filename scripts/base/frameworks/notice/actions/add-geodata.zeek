##! Adds to notices where the host outside the site is.

@load ../main
@load base/utils/site

module Notice;

export {
	redef enum Action += {
		## Looks up where the source is, or the destination if the source is local.
		ACTION_ADD_GEODATA
	};

	redef record Info += {
		## Where the host outside the site is.
		remote_location: geo_location &log &optional;
	};

	## Types whose notices get this action.
	option lookup_location_types: set[Notice::Type] = {};
}

hook policy(n: Notice::Info) &priority=10
	{
	if ( n$note in lookup_location_types )
		add n$actions[ACTION_ADD_GEODATA];
	}

hook notice(n: Notice::Info) &priority=10
	{
	if ( ACTION_ADD_GEODATA !in n$actions || n?$remote_location || |Site::local_nets| == 0 )
		return;

	local candidates: addr_vec = vector();

	if ( n?$src )
		candidates += n$src;
	if ( n?$dst )
		candidates += n$dst;

	for ( _, host in candidates )
		if ( ! Site::is_local_addr(host) )
			{
			n$remote_location = lookup_location(host);
			break;
			}
	}
