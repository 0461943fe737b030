##! Logs who listened to a multicast stream, as far as IGMP told.

@load base/protocols/conn
@load base/packet-protocols/igmp/types

module Conn;

export {
	redef enum Log::ID += { MULTICAST_PARTICIPANTS_LOG };

	global log_policy_multicast: Log::PolicyHook;

	## A row of multicast_participants.log.
	type MulticastParticipantsInfo: record {
		ts: time &log;                ##< Begin of the stream.
		cid: string &log;             ##< Its connection.
		orig_h: addr &log;            ##< Who sends.
		group_addr: addr &log;
		group_p: port &log;
		participants: set[addr] &log;
	};

	## A row is about to be written.
	global log_multicast: event(rec: MulticastParticipantsInfo);

	## Groups that are remembered at most; 0: any number.
	const max_igmp_groups: count = 500 &redef;

	## Hosts in one group that are remembered at most; 0: any number.
	const max_igmp_sources_per_group: count = 500 &redef;
}

redef record connection += {
	multicast_srcs: set[addr] &optional;
};

const multicast = 224.0.0.0/4;

# Streams by their group, and hosts by theirs.
global multicast_conns: table[addr] of set[conn_id];
global igmp_group_sources: table[addr] of set[addr];

event zeek_init() &priority=5
	{
	Log::create_stream(MULTICAST_PARTICIPANTS_LOG,
	                   [$columns=MulticastParticipantsInfo, $ev=log_multicast,
	                    $path="multicast_participants", $policy=log_policy_multicast]);
	}

hook multicast_removal_hook(c: connection)
	{
	local group = c$id$resp_h;

	if ( group !in multicast )
		return;

	if ( c?$multicast_srcs && |c$multicast_srcs| > 0 )
		Log::write(MULTICAST_PARTICIPANTS_LOG,
		           MulticastParticipantsInfo($ts=c$start_time, $cid=c$uid, $orig_h=c$id$orig_h,
		                                     $group_addr=group, $group_p=c$id$resp_p,
		                                     $participants=c$multicast_srcs));

	if ( group !in multicast_conns )
		return;

	delete multicast_conns[group][c$id];

	if ( |multicast_conns[group]| == 0 )
		delete multicast_conns[group];
	}

event new_connection(c: connection)
	{
	local group = c$id$resp_h;

	if ( group !in multicast )
		return;

	if ( group !in multicast_conns )
		multicast_conns[group] = set() &create_expire=400sec;

	add multicast_conns[group][c$id];
	c$multicast_srcs = group in igmp_group_sources ? copy(igmp_group_sources[group]) : set();
	Conn::register_removal_hook(c, multicast_removal_hook);
	}

function add_igmp_source(source: addr, group: addr)
	{
	if ( group !in igmp_group_sources )
		{
		if ( max_igmp_groups > 0 && |igmp_group_sources| >= max_igmp_groups )
			{
			Reporter::net_weird("igmp_max_groups_exceeded");
			return;
			}

		igmp_group_sources[group] = set();
		}

	if ( max_igmp_sources_per_group > 0 && |igmp_group_sources[group]| >= max_igmp_sources_per_group )
		{
		Reporter::net_weird("igmp_max_sources_exceeded", cat(group));
		return;
		}

	add igmp_group_sources[group][source];

	if ( group !in multicast_conns )
		return;

	for ( id in multicast_conns[group] )
		{
		if ( ! connection_exists(id) )
			next;

		local c = lookup_connection(id);

		if ( c?$multicast_srcs )
			add c$multicast_srcs[source];
		}
	}

function remove_igmp_source(source: addr, group: addr)
	{
	if ( group !in igmp_group_sources )
		return;

	delete igmp_group_sources[group][source];

	if ( |igmp_group_sources[group]| == 0 )
		delete igmp_group_sources[group];
	}

event IGMP::membership_report_v1(source: addr, group_addr: addr)
	{
	add_igmp_source(source, group_addr);
	}

event IGMP::membership_report_v2(source: addr, group_addr: addr)
	{
	add_igmp_source(source, group_addr);
	}

# To exclude nobody is to join, to include nobody is to leave.
event IGMP::membership_report_v3(source: addr, groups: vector of IGMP::Group)
	{
	for ( _, group in groups )
		{
		local kind = group$group_type;
		local excludes = kind == IGMP::MODE_IS_EXCLUDE || kind == IGMP::CHANGE_TO_EXCLUDE_MODE;

		if ( kind == IGMP::ALLOW_NEW_SOURCES || kind == IGMP::MODE_IS_INCLUDE || ( excludes && group$num_sources == 0 ) )
			add_igmp_source(source, group$multicast_addr);
		else if ( kind == IGMP::CHANGE_TO_INCLUDE_MODE && group$num_sources == 0 )
			remove_igmp_source(source, group$multicast_addr);
		}
	}

event IGMP::leave_group(source: addr, group_addr: addr)
	{
	remove_igmp_source(source, group_addr);
	}
