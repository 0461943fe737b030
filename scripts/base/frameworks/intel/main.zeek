##! Looks for what others warn of. Items say what to look for (an address, a name, a digest, ...); scripts tell
##! what they see; where both meet there is a match, and a row in `intel.log`.

@load base/frameworks/notice

module Intel;

export {
	redef enum Log::ID += { LOG };

	## The policy of the log.
	global log_policy: Log::PolicyHook;

	## What an indicator is.
	type Type: enum {
		## An address.
		ADDR,
		## A network, `10.0.0.0/8`.
		SUBNET,
		## A URL without `http://`.
		URL,
		## The name of software.
		SOFTWARE,
		## An address of mail.
		EMAIL,
		## A name of the domain name system.
		DOMAIN,
		## The name of a user.
		USER_NAME,
		## The SHA1 digest of a certificate.
		CERT_HASH,
		## The MD5 digest of a public key, its bytes with colons between them.
		PUBKEY_HASH,
	};

	## Kinds of indicators.
	type TypeSet: set[Type];

	## What a source says of an indicator.
	type MetaData: record {
		source: string;              ##< Who says so; an indicator has one of these for each source.
		desc: string &optional;
		url: string &optional;       ##< Where more can be read.
	};

	## What to look for.
	type Item: record {
		indicator: string;
		indicator_type: Type;
		meta: MetaData;
	};

	## Where something was seen; scripts add their own, by custom named `IN_...`.
	type Where: enum {
		IN_ANYWHERE,
	};

	## Something that was seen.
	type Seen: record {
		indicator: string &log &optional;
		indicator_type: Type &log &optional;
		host: addr &optional;            ##< Instead of these two, if it is an address.
		where: Where &log;
		node: string &optional &log;     ##< The process that saw it.
		conn: connection &optional;      ##< The connection it was seen in.
		uid: string &optional;           ##< Its identifier, which follows from the connection.
	};

	## A row of the log: a match.
	type Info: record {
		ts: time &log;
		uid: string &log &optional;
		id: conn_id &log &optional;
		seen: Seen &log;
		matched: TypeSet &log;           ##< Of which kind the items are.
		sources: set[string] &log &default=string_set();
	};

	## Adds an item, or what another source says of it.
	global insert: function(item: Item);

	## Takes back what a source says of an indicator; with the last source, or with `purge_indicator`, the
	## indicator goes.
	global remove: function(item: Item, purge_indicator: bool &default=F);

	## Tells what was seen.
	global seen: function(s: Seen);

	## Raised for a match, with all items that it matches.
	global match: event(s: Seen, items: set[Item]);

	## Completes the row of a match; `break` keeps it out of the log. What is known anyway is there from
	## priority 5 on.
	global extend_match: hook(info: Info, s: Seen, items: set[Item]);

	## Runs for all that is seen, looked for or not; `break` keeps a match from being told.
	global seen_policy: hook(s: Seen, found: bool);

	## How long items are kept that are not inserted again; negative: for ever.
	const item_expiration = -1 min &redef;

	## Runs when the time of an item is over; `break` lets it go, otherwise it stays as long again.
	global item_expired: hook(indicator: string, indicator_type: Type, metas: set[MetaData]);

	## Runs before an item is inserted; `break` keeps it out.
	global filter_item: hook(item: Intel::Item);

	## Run when an indicator is there that was not before, and when it is gone.
	global indicator_inserted: hook(indicator: string, indiator_type: Type);
	global indicator_removed: hook(indicator: string, indiator_type: Type);

	## Raised with each row.
	global log_intel: event(rec: Info);
}

# Events between the processes of a cluster; the second is raised in a single one, too.
global match_remote: event(s: Seen);
global new_item: event(item: Item);
global remove_item: event(item: Item, purge_indicator: bool);
global remove_indicator: event(item: Item);

# Whether this process has the items themselves.
const have_full_data = T &redef;

# What is said of an indicator, by source.
type MetaDataTable: table[string] of MetaData;

global expire_host_data: function(data: table[addr] of MetaDataTable, idx: addr): interval;
global expire_subnet_data: function(data: table[subnet] of MetaDataTable, idx: subnet): interval;
global expire_string_data: function(data: table[string, Type] of MetaDataTable, idx: any): interval;

# The items.
type DataStore: record {
	host_data: table[addr] of MetaDataTable &write_expire=item_expiration &expire_func=expire_host_data;
	subnet_data: table[subnet] of MetaDataTable &write_expire=item_expiration &expire_func=expire_subnet_data;
	string_data: table[string, Type] of MetaDataTable &write_expire=item_expiration &expire_func=expire_string_data;
};
global data_store: DataStore &redef;

# Indicators alone, which is what a process needs that only looks. A single process has the items.
type MinDataStore: record {
	host_data: set[addr];
	subnet_data: set[subnet];
	string_data: set[string, Type];
};
global min_data_store: MinDataStore &redef;

event zeek_init() &priority=5
	{
	Log::create_stream(LOG, Log::Stream($columns=Info, $ev=log_intel, $path="intel", $policy=log_policy));
	}

# ---- Expiry -------------------------------------------------------------------------------------

# How long an indicator stays whose time is over; 0 secs: it goes.
function time_left(indicator: string, indicator_type: Type, metas: MetaDataTable): interval
	{
	local said: set[MetaData];

	for ( _, meta in metas )
		add said[meta];

	if ( hook item_expired(indicator, indicator_type, said) )
		return item_expiration;

	hook Intel::indicator_removed(indicator, indicator_type);
	return 0sec;
	}

function expire_host_data(data: table[addr] of MetaDataTable, idx: addr): interval
	{
	return time_left(cat(idx), ADDR, data[idx]);
	}

function expire_subnet_data(data: table[subnet] of MetaDataTable, idx: subnet): interval
	{
	return time_left(cat(idx), SUBNET, data[idx]);
	}

function expire_string_data(data: table[string, Type] of MetaDataTable, idx: any): interval
	{
	local indicator: string;
	local indicator_type: Type;
	[indicator, indicator_type] = idx;
	return time_left(indicator, indicator_type, data[indicator, indicator_type]);
	}

# ---- Inserting and removing ---------------------------------------------------------------------

# Texts are compared without regard to case.
function metas_of(item: Item): MetaDataTable
	{
	switch ( item$indicator_type )
		{
		case ADDR:
			local host = to_addr(item$indicator);
			return host in data_store$host_data ? data_store$host_data[host] : MetaDataTable();

		case SUBNET:
			local net = to_subnet(item$indicator);
			return check_subnet(net, data_store$subnet_data) ? data_store$subnet_data[net] : MetaDataTable();

		default:
			local text = to_lower(item$indicator);
			return [text, item$indicator_type] in data_store$string_data ?
			       data_store$string_data[text, item$indicator_type] : MetaDataTable();
		}
	}

# Writing it anew begins its time anew.
function keep(item: Item, metas: MetaDataTable)
	{
	switch ( item$indicator_type )
		{
		case ADDR:
			data_store$host_data[to_addr(item$indicator)] = metas;
			break;

		case SUBNET:
			data_store$subnet_data[to_subnet(item$indicator)] = metas;
			break;

		default:
			data_store$string_data[to_lower(item$indicator), item$indicator_type] = metas;
			break;
		}
	}

function drop(item: Item)
	{
	switch ( item$indicator_type )
		{
		case ADDR:
			delete data_store$host_data[to_addr(item$indicator)];
			break;

		case SUBNET:
			delete data_store$subnet_data[to_subnet(item$indicator)];
			break;

		default:
			delete data_store$string_data[to_lower(item$indicator), item$indicator_type];
			break;
		}

	hook Intel::indicator_removed(item$indicator, item$indicator_type);
	}

function insert(item: Item)
	{
	if ( ! hook filter_item(item) )
		return;

	local metas = metas_of(item);
	local is_new_indicator = |metas| == 0;
	local is_new_source = item$meta$source !in metas;

	metas[item$meta$source] = item$meta;
	keep(item, metas);

	if ( is_new_source )
		event Intel::new_item(item);

	if ( is_new_indicator )
		hook Intel::indicator_inserted(item$indicator, item$indicator_type);
	}

function remove(item: Item, purge_indicator: bool)
	{
	local metas = metas_of(item);

	if ( |metas| == 0 )
		{
		Reporter::info(fmt("Tried to remove non-existing item '%s' (%s).", item$indicator, item$indicator_type));
		return;
		}

	if ( purge_indicator || (item$meta$source in metas && |metas| == 1) )
		drop(item);
	else
		delete metas[item$meta$source];
	}

# ---- Looking ------------------------------------------------------------------------------------

function is_looked_for(s: Seen): bool
	{
	if ( s?$host )
		return s$host in data_store$host_data || s$host in data_store$subnet_data;

	return [to_lower(s$indicator), s$indicator_type] in data_store$string_data;
	}

# Adds an item for each source of an indicator.
function add_items(items: set[Item], indicator: string, indicator_type: Type, metas: MetaDataTable)
	{
	for ( _, meta in metas )
		add items[Item($indicator=indicator, $indicator_type=indicator_type, $meta=meta)];
	}

function items_for(s: Seen): set[Item]
	{
	local items: set[Item];

	if ( ! s?$host )
		{
		local text = to_lower(s$indicator);
		add_items(items, s$indicator, s$indicator_type, data_store$string_data[text, s$indicator_type]);
		return items;
		}

	if ( s$host in data_store$host_data )
		add_items(items, cat(s$host), ADDR, data_store$host_data[s$host]);

	for ( _, net in matching_subnets(addr_to_subnet(s$host), data_store$subnet_data) )
		add_items(items, cat(net), SUBNET, data_store$subnet_data[net]);

	return items;
	}

function seen(s: Seen)
	{
	local found = is_looked_for(s);

	if ( s?$host )
		{
		s$indicator = cat(s$host);
		s$indicator_type = Intel::ADDR;
		}

	if ( ! s?$node )
		s$node = peer_description;

	if ( ! hook Intel::seen_policy(s, found) )
		return;

	if ( found )
		event Intel::match(s, items_for(s));
	}

event Intel::match(s: Seen, items: set[Item]) &priority=5
	{
	local info = Info($ts=network_time(), $seen=s, $matched=TypeSet());

	if ( hook extend_match(info, s, items) )
		Log::write(Intel::LOG, info);
	}

hook extend_match(info: Info, s: Seen, items: set[Item]) &priority=5
	{
	if ( s?$conn )
		{
		s$uid = s$conn$uid;
		info$id = s$conn$id;
		}

	if ( s?$uid )
		info$uid = s$uid;

	for ( item in items )
		{
		add info$sources[item$meta$source];
		add info$matched[item$indicator_type];
		}
	}
