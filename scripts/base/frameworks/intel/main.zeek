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

# What is said of an indicator, by source.
type MetaDataTable: table[string] of MetaData;

# How long an indicator stays whose time is over.
global keep_host: function(known: table[addr] of MetaDataTable, host: addr): interval;
global keep_net: function(known: table[subnet] of MetaDataTable, net: subnet): interval;
global keep_text: function(known: table[string, Type] of MetaDataTable, key: any): interval;

# All indicators. Texts are in lower case, as they are compared without regard to it. Tables of them never hold an
# empty one of what is said.
type DataStore: record {
	host_data: table[addr] of MetaDataTable &write_expire=item_expiration &expire_func=keep_host;
	subnet_data: table[subnet] of MetaDataTable &write_expire=item_expiration &expire_func=keep_net;
	string_data: table[string, Type] of MetaDataTable &write_expire=item_expiration &expire_func=keep_text;
};
global data_store: DataStore &redef;

# The same without what is said of them, for scripts that count them.
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

function keep_or_tell(indicator: string, of_type: Type, said: MetaDataTable): interval
	{
	local metas: set[MetaData];

	for ( _, meta in said )
		add metas[meta];

	if ( ! hook item_expired(indicator, of_type, metas) )
		{
		hook Intel::indicator_removed(indicator, of_type);
		return 0sec;
		}

	return item_expiration;
	}

function keep_host(known: table[addr] of MetaDataTable, host: addr): interval
	{
	local longer = keep_or_tell(cat(host), ADDR, known[host]);

	if ( longer == 0sec )
		delete min_data_store$host_data[host];

	return longer;
	}

function keep_net(known: table[subnet] of MetaDataTable, net: subnet): interval
	{
	local longer = keep_or_tell(cat(net), SUBNET, known[net]);

	if ( longer == 0sec )
		delete min_data_store$subnet_data[net];

	return longer;
	}

function keep_text(known: table[string, Type] of MetaDataTable, key: any): interval
	{
	local text: string;
	local of_type: Type;
	[text, of_type] = key;
	local longer = keep_or_tell(text, of_type, known[text, of_type]);

	if ( longer == 0sec )
		delete min_data_store$string_data[text, of_type];

	return longer;
	}

# ---- Inserting and removing ---------------------------------------------------------------------

# Whether the indicator of an item is what its type says. An address or a network that is none would be read as
# `::` or `::/0`, and the latter holds every address.
function is_sound(item: Item): bool
	{
	local text = item$indicator;
	local hopeless = /(^|\.)0[0-9]/ !in text; # Numbers that begin with a zero are not valid, yet can be read.

	if ( item$indicator_type == ADDR && ! is_valid_ip(text) && ( hopeless || to_addr(text) == [::] ) )
		Reporter::warning(fmt("Intel: '%s' of the source '%s' is no address: it is left out", text, item$meta$source));
	else if ( item$indicator_type == SUBNET && ! is_valid_subnet(text) && ( hopeless || to_subnet(text) == [::]/0 ) )
		Reporter::warning(fmt("Intel: '%s' of the source '%s' is no network: it is left out", text, item$meta$source));
	else
		return T;

	return F;
	}

# What is said of the indicator of an item; empty if it is not there.
function said_of(item: Item): MetaDataTable
	{
	if ( item$indicator_type == ADDR )
		{
		local host = to_addr(item$indicator);
		return host in data_store$host_data ? data_store$host_data[host] : MetaDataTable();
		}

	if ( item$indicator_type == SUBNET )
		{
		local range = to_subnet(item$indicator);
		return check_subnet(range, data_store$subnet_data) ? data_store$subnet_data[range] : MetaDataTable();
		}

	local text = to_lower(item$indicator);
	return [text, item$indicator_type] in data_store$string_data ? data_store$string_data[text, item$indicator_type] : MetaDataTable();
	}

# Keeps what is said of the indicator of an item. Its time begins anew.
function keep(item: Item, said: MetaDataTable)
	{
	if ( item$indicator_type == ADDR )
		{
		data_store$host_data[to_addr(item$indicator)] = said;
		add min_data_store$host_data[to_addr(item$indicator)];
		}
	else if ( item$indicator_type == SUBNET )
		{
		data_store$subnet_data[to_subnet(item$indicator)] = said;
		add min_data_store$subnet_data[to_subnet(item$indicator)];
		}
	else
		{
		data_store$string_data[to_lower(item$indicator), item$indicator_type] = said;
		add min_data_store$string_data[to_lower(item$indicator), item$indicator_type];
		}
	}

function drop(item: Item)
	{
	if ( item$indicator_type == ADDR )
		{
		delete data_store$host_data[to_addr(item$indicator)];
		delete min_data_store$host_data[to_addr(item$indicator)];
		}
	else if ( item$indicator_type == SUBNET )
		{
		delete data_store$subnet_data[to_subnet(item$indicator)];
		delete min_data_store$subnet_data[to_subnet(item$indicator)];
		}
	else
		{
		delete data_store$string_data[to_lower(item$indicator), item$indicator_type];
		delete min_data_store$string_data[to_lower(item$indicator), item$indicator_type];
		}

	hook Intel::indicator_removed(item$indicator, item$indicator_type);
	}

function insert(item: Item)
	{
	if ( ! hook filter_item(item) || ! is_sound(item) )
		return;

	local source = item$meta$source;
	local said = said_of(item);
	local is_new_indicator = |said| == 0;
	local is_new_source = source !in said;

	said[source] = item$meta;
	keep(item, said);

	if ( is_new_source )
		event new_item(item);

	if ( is_new_indicator )
		hook Intel::indicator_inserted(item$indicator, item$indicator_type);
	}

function remove(item: Item, purge_indicator: bool)
	{
	if ( ! is_sound(item) )
		return;

	local source = item$meta$source;
	local said = said_of(item);

	if ( |said| == 0 )
		{
		Reporter::info(fmt("Tried to remove non-existing item '%s' (%s).", item$indicator, item$indicator_type));
		return;
		}

	if ( purge_indicator || (source in said && |said| == 1) )
		drop(item);
	else
		delete said[source];
	}

# ---- Looking ------------------------------------------------------------------------------------

function find(s: Seen): bool
	{
	if ( s?$host )
		return s$host in data_store$host_data || s$host in data_store$subnet_data;

	return [to_lower(s$indicator), s$indicator_type] in data_store$string_data;
	}

# Adds an item for each source of an indicator.
function add_items(items: set[Item], indicator: string, of_type: Type, said: MetaDataTable)
	{
	for ( _, meta in said )
		add items[Item($indicator=indicator, $indicator_type=of_type, $meta=meta)];
	}

function items_for(s: Seen): set[Item]
	{
	local items: set[Item];

	if ( ! s?$host )
		{
		add_items(items, s$indicator, s$indicator_type, data_store$string_data[to_lower(s$indicator), s$indicator_type]);
		return items;
		}

	local host = s$host;

	if ( host in data_store$host_data )
		add_items(items, cat(host), ADDR, data_store$host_data[host]);

	for ( _, net in matching_subnets(addr_to_subnet(host), data_store$subnet_data) )
		add_items(items, cat(net), SUBNET, data_store$subnet_data[net]);

	return items;
	}

# Fills what a script leaves to us.
function complete(s: Seen)
	{
	if ( ! s?$node )
		s$node = peer_description;

	if ( ! s?$host )
		return;

	s$indicator_type = ADDR;
	s$indicator = cat(s$host);
	}

function seen(s: Seen)
	{
	local found = find(s);
	complete(s);

	if ( hook seen_policy(s, found) && found )
		event match(s, items_for(s));
	}

event Intel::match(s: Seen, items: set[Item]) &priority=5
	{
	local row = Info($ts=network_time(), $seen=s, $matched=TypeSet());

	if ( hook extend_match(row, s, items) )
		Log::write(LOG, row);
	}

hook extend_match(info: Info, s: Seen, items: set[Item]) &priority=5
	{
	if ( s?$conn )
		{
		info$id = s$conn$id;
		s$uid = s$conn$uid;
		}

	if ( s?$uid )
		info$uid = s$uid;

	for ( matching in items )
		{
		add info$matched[matching$indicator_type];
		add info$sources[matching$meta$source];
		}
	}
