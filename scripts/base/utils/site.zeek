##! What belongs to the site that is being watched, and what lies next to it.

@load ./patterns

module Site;

export {
	## Address space that is not routed publicly, by the registries of IANA for special purposes and
	## by RFC 1918, 4193 and 6598; IPv4 networks also as 6to4 embeds them (RFC 3056).
	option private_address_space: set[subnet] = {
		0.0.0.0/8,           [2002::]/24,
		10.0.0.0/8,          [2002:a00::]/24,
		100.64.0.0/10,       [2002:6440::]/26,
		127.0.0.0/8,         [2002:7f00::]/24,
		169.254.0.0/16,      [2002:a9fe::]/32,
		172.16.0.0/12,       [2002:ac10::]/28,
		192.0.0.0/24,        [2002:c000::]/40,
		192.0.2.0/24,        [2002:c000:200::]/40,
		192.168.0.0/16,      [2002:c0a8::]/32,
		198.18.0.0/15,       [2002:c612::]/31,
		198.51.100.0/24,     [2002:c633:6400::]/40,
		203.0.113.0/24,      [2002:cb00:7100::]/40,
		224.0.0.0/24,        [2002:e000::]/40,
		239.0.0.0/8,         [2002:ef00::]/24,
		240.0.0.0/4,         [2002:f000::]/20,
		255.255.255.255/32,  [2002:ffff:ffff::]/48,
		[::]/128,
		[::1]/128,
		[64:ff9b:1::]/48,
		[100::]/64,
		[2001::]/23,
		[2001:2::]/48,
		[2001:db8::]/32,
		[fc00::]/7,
		[fe80::]/10,
		[fec0::]/10,
	};

	## The networks of the site. At the start the private address space is added.
	option local_nets: set[subnet] = {};

	## Whether the private address space belongs to the site.
	const private_address_space_is_local = T &redef;

	## The local networks again, each by itself: finds the network that an address is in.
	global local_nets_table: table[subnet] of subnet = {};

	## Networks that are neither the site's nor foreign.
	option neighbor_nets: set[subnet] = {};

	## Who is to be told about a network.
	option local_admins: table[subnet] of set[string] = {};

	## The DNS zones of the site, and of its neighbors.
	option local_zones: set[string] = {};
	option neighbor_zones: set[string] = {};

	## Whether an address is in :zeek:id:`Site::local_nets`.
	global is_local_addr: function(a: addr): bool;

	## Whether an address is in :zeek:id:`Site::neighbor_nets`.
	global is_neighbor_addr: function(a: addr): bool;

	## Whether an address is in :zeek:id:`Site::private_address_space`.
	global is_private_addr: function(a: addr): bool;

	## Whether a name is in one of :zeek:id:`Site::local_zones`.
	global is_local_name: function(name: string): bool;

	## Whether a name is in one of :zeek:id:`Site::neighbor_zones`.
	global is_neighbor_name: function(name: string): bool;

	## The addresses of everybody who is to be told about an address, separated by commas.
	global get_emails: function(a: addr): string;
}

# What users said is local, and the private space that is added to it.
global asked_nets: set[subnet] = {};
global private_nets: set[subnet] = {};

global local_names = /MATCH_NOTHING/;
global neighbor_names = /MATCH_NOTHING/;

function is_private_addr(a: addr): bool
	{
	return a in private_address_space;
	}

function is_local_addr(a: addr): bool
	{
	return a in local_nets;
	}

function is_local_name(name: string): bool
	{
	return local_names in name;
	}

function is_neighbor_addr(a: addr): bool
	{
	return a in neighbor_nets;
	}

function is_neighbor_name(name: string): bool
	{
	return neighbor_names in name;
	}

function get_emails(a: addr): string
	{
	local found: set[string];

	for ( net, admins in local_admins )
		if ( a in net )
			for ( admin in admins )
				if ( admin != "" )
					add found[admin];

	return join_string_set(found, ", ");
	}

function zones_pattern(zones: set[string]): pattern
	{
	return |zones| == 0 ? /MATCH_NOTHING/ : set_to_regex(zones, "(^\\.?|\\.)(~~)$");
	}

# Handlers of changes: each returns the value that the option takes.

function local_nets_changed(id: string, value: set[subnet]): set[subnet]
	{
	asked_nets = value - private_nets;
	local all_nets = asked_nets | private_nets;
	local_nets_table = table();

	for ( net in all_nets )
		local_nets_table[net] = net;

	return all_nets;
	}

function private_space_changed(id: string, value: set[subnet]): set[subnet]
	{
	private_nets = copy(value);
	Option::set("Site::local_nets", asked_nets, "<skip-config-log>");
	return value;
	}

function local_zones_changed(id: string, value: set[string]): set[string]
	{
	local_names = zones_pattern(value);
	return value;
	}

function neighbor_zones_changed(id: string, value: set[string]): set[string]
	{
	neighbor_names = zones_pattern(value);
	return value;
	}

event zeek_init() &priority=10
	{
	local_names = zones_pattern(local_zones);
	Option::set_change_handler("Site::local_zones", local_zones_changed, -5);
	neighbor_names = zones_pattern(neighbor_zones);
	Option::set_change_handler("Site::neighbor_zones", neighbor_zones_changed, -5);

	if ( private_address_space_is_local )
		{
		private_nets = copy(private_address_space);
		Option::set_change_handler("Site::private_address_space", private_space_changed, -5);
		}

	# The handler adds the private space.
	Option::set_change_handler("Site::local_nets", local_nets_changed, -5);
	Option::set("Site::local_nets", copy(local_nets), "<skip-config-log>");
	}
