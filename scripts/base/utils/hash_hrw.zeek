##! Highest-random-weight hashing: keys are spread over sites so that a site that comes or goes
##! moves only its own share of them.

module HashHRW;

export {
	## A site.
	type Site: record {
		id: count;                   ##< Tells it from the others.
		user_data: any &optional;    ##< Whatever the user likes.
	};

	type SiteTable: table[count] of Site;

	## Sites to choose from.
	type Pool: record {
		sites: SiteTable &default=SiteTable();
	};

	## Adds a site.
	##
	## Returns: F if there was one of that id.
	global add_site: function(pool: Pool, site: Site): bool;

	## Removes a site.
	##
	## Returns: F if there is none of that id.
	global rem_site: function(pool: Pool, site: Site): bool;

	## The site of a key. The pool must not be empty.
	global get_site: function(pool: Pool, key: any): Site;
}

function add_site(pool: Pool, site: Site): bool
	{
	local is_new = site$id !in pool$sites;

	if ( is_new )
		pool$sites[site$id] = site;

	return is_new;
	}

function rem_site(pool: Pool, site: Site): bool
	{
	local was_there = site$id in pool$sites;
	delete pool$sites[site$id];
	return was_there;
	}

function get_site(pool: Pool, key: any): Site
	{
	local digest = fnv1a32(key);
	local chosen = 0;
	local highest = 0;
	local none = T;

	# Of sites that weigh the same the one with the higher id wins, so that the order does not matter.
	for ( id in pool$sites )
		{
		local weight = hrw_weight(digest, id);

		if ( none || weight > highest || ( weight == highest && id > chosen ) )
			{
			none = F;
			highest = weight;
			chosen = id;
			}
		}

	return pool$sites[chosen];
	}
