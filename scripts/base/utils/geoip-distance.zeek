##! How far hosts are from each other, as far as a database of places knows.

## The distance between two addresses in miles; -1.0 if one of them is not in the database.
##
## a1: An address.
##
## a2: Another address.
function haversine_distance_ip(a1: addr, a2: addr): double
	{
	local here = lookup_location(a1);
	local there = lookup_location(a2);

	if ( ! (here?$latitude && here?$longitude && there?$latitude && there?$longitude) )
		return -1.0;

	return haversine_distance(here$latitude, here$longitude, there$latitude, there$longitude);
	}
