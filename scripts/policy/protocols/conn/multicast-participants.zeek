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

const all_groups = 224.0.0.0/4;

# By group: the streams to it, and the hosts that listen to it.
global streams: table[addr] of set[conn_id];
global listeners: table[addr] of set[addr];

event zeek_init() &priority=5
	{
	Log::create_stream(MULTICAST_PARTICIPANTS_LOG,
	    Log::Stream($columns=MulticastParticipantsInfo, $path="multicast_participants", $ev=log_multicast,
	        $policy=log_policy_multicast));
	}

# ---- Streams ------------------------------------------------------------------------

function row_of(c: connection): MulticastParticipantsInfo
	{
	return MulticastParticipantsInfo($ts=c$start_time, $cid=c$uid, $orig_h=c$id$orig_h, $group_addr=c$id$resp_h,
	    $group_p=c$id$resp_p, $participants=c$multicast_srcs);
	}

hook end_of_stream(c: connection)
	{
	local group = c$id$resp_h;

	if ( group !in all_groups )
		return;

	if ( |c$multicast_srcs| > 0 )
		Log::write(MULTICAST_PARTICIPANTS_LOG, row_of(c));

	if ( group !in streams )
		return;

	delete streams[group][c$id];

	if ( |streams[group]| == 0 )
		delete streams[group];
	}

event new_connection(c: connection)
	{
	local group = c$id$resp_h;

	if ( group !in all_groups )
		return;

	Conn::register_removal_hook(c, end_of_stream);
	c$multicast_srcs = group in listeners ? copy(listeners[group]) : set();

	if ( group !in streams )
		streams[group] = set() &create_expire=400sec;

	add streams[group][c$id];
	}

# ---- Groups -------------------------------------------------------------------------

# The hosts that listen to a group; none at all, if there are too many groups to remember another one.
function hosts_of(group: addr): set[addr]
	{
	if ( group in listeners )
		return listeners[group];

	local fresh: set[addr] = set();

	if ( max_igmp_groups == 0 || |listeners| < max_igmp_groups )
		listeners[group] = fresh;
	else
		Reporter::net_weird("igmp_max_groups_exceeded");

	return fresh;
	}

function join(source: addr, group: addr)
	{
	local hosts = hosts_of(group);

	if ( group !in listeners )
		return;

	if ( max_igmp_sources_per_group > 0 && |hosts| >= max_igmp_sources_per_group )
		{
		Reporter::net_weird("igmp_max_sources_exceeded", cat(group));
		return;
		}

	add hosts[source];

	# Who joins in the middle has a part in the streams that run.
	if ( group in streams )
		for ( id in streams[group] )
			{
			if ( connection_exists(id) )
				{
				local c = lookup_connection(id);
				add c$multicast_srcs[source];
				}
			}
	}

function leave(source: addr, group: addr)
	{
	if ( group !in listeners )
		return;

	delete listeners[group][source];

	if ( |listeners[group]| == 0 )
		delete listeners[group];
	}

event IGMP::membership_report_v1(source: addr, group_addr: addr)
	{
	join(source, group_addr);
	}

event IGMP::membership_report_v2(source: addr, group_addr: addr)
	{
	join(source, group_addr);
	}

event IGMP::leave_group(source: addr, group_addr: addr)
	{
	leave(source, group_addr);
	}

# To exclude nobody is to join, to include nobody is to leave (RFC 3376, section 5.1).
event IGMP::membership_report_v3(source: addr, groups: vector of IGMP::Group)
	{
	for ( _, group in groups )
		switch ( group$group_type )
			{
			case IGMP::ALLOW_NEW_SOURCES, IGMP::MODE_IS_INCLUDE:
				join(source, group$multicast_addr);
				break;

			case IGMP::MODE_IS_EXCLUDE, IGMP::CHANGE_TO_EXCLUDE_MODE:
				if ( group$num_sources == 0 )
					join(source, group$multicast_addr);
				break;

			case IGMP::CHANGE_TO_INCLUDE_MODE:
				if ( group$num_sources == 0 )
					leave(source, group$multicast_addr);
				break;
			}
	}
