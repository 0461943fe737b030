##! Keeps connections, and all traffic between two hosts, away from this program by the capture filter.

@load base/frameworks/notice
@load base/frameworks/packet-filter

module PacketFilter;

export {
	## How many there may be at a time: each makes the filter slower.
	const max_bpf_shunts = 100 &redef;

	## Keeps a connection away. Packets of TCP that open and close connections still come, so that the end is seen, and with
	## it the connection is forgotten. F: it cannot be done.
	global shunt_conn: function(id: conn_id): bool;

	## Keeps everything between two hosts away.
	global shunt_host_pair: function(id: conn_id): bool;

	## Ends that with the next filter that is installed, or with one that is installed now. F: it was not so.
	global unshunt_host_pair: function(id: conn_id): bool;
	global force_unshunt_host_pair: function(id: conn_id): bool;

	## What is kept away.
	global current_shunted_conns: function(): set[conn_id];
	global current_shunted_host_pairs: function(): set[conn_id];

	redef enum Notice::Type += {
		## There are :zeek:id:`PacketFilter::max_bpf_shunts` already.
		No_More_Conn_Shunts_Available,

		## A filter cannot tell this connection from others.
		Cannot_BPF_Shunt_Conn,
	};
}

global conns: set[conn_id];
global pairs: set[conn_id];

# Both directions of a connection, without what opens and closes it.
function conn_filter(id: conn_id): string
	{
	local text = fmt("host %s and port %d and host %s and port %d", id$orig_h, port_to_count(id$orig_p), id$resp_h,
	                 port_to_count(id$resp_p));

	if ( get_port_transport_proto(id$orig_p) == tcp )
		return fmt("tcp and %s and (tcp[tcpflags] & (tcp-syn|tcp-fin|tcp-rst) == 0)", text);

	return fmt("udp and %s", text);
	}

function shunt_filters()
	{
	for ( pair in pairs )
		exclude(fmt("host pair %s %s", pair$orig_h, pair$resp_h),
			fmt("host %s and host %s", pair$orig_h, pair$resp_h));

	for ( conn in conns )
		exclude(cat("connection ", conn), conn_filter(conn));
	}

event zeek_init() &priority=5
	{
	register_filter_plugin([$func()={ return shunt_filters(); }]);
	}

function current_shunted_conns(): set[conn_id]
	{
	return conns;
	}

function current_shunted_host_pairs(): set[conn_id]
	{
	return pairs;
	}

function are_too_many(): bool
	{
	if ( |conns| + |pairs| < max_bpf_shunts )
		return F;

	NOTICE(Notice::Info($note=No_More_Conn_Shunts_Available,
		$msg=fmt("%d BPF shunts are in place already, and no more are allowed", max_bpf_shunts)));
	return T;
	}

function shunt_host_pair(id: conn_id): bool
	{
	if ( are_too_many() )
		return F;

	add pairs[id];
	return install();
	}

function unshunt_host_pair(id: conn_id): bool
	{
	if ( id !in pairs )
		return F;

	remove_exclude(fmt("host pair %s %s", id$orig_h, id$resp_h));
	delete pairs[id];
	return T;
	}

function force_unshunt_host_pair(id: conn_id): bool
	{
	return unshunt_host_pair(id) && install();
	}

function shunt_conn(id: conn_id): bool
	{
	if ( is_v6_addr(id$orig_h) && get_port_transport_proto(id$orig_p) == tcp )
		{
		NOTICE(Notice::Info($note=Cannot_BPF_Shunt_Conn, $id=id,
			$msg="the flags of TCP over IPv6 cannot be told by a filter"));
		return F;
		}

	if ( get_port_transport_proto(id$orig_p) !in set(tcp, udp) )
		{
		NOTICE(Notice::Info($note=Cannot_BPF_Shunt_Conn, $id=id, $msg="only TCP and UDP have ports to tell by"));
		return F;
		}

	if ( are_too_many() )
		return F;

	add conns[id];
	return install();
	}

event connection_state_remove(c: connection) &priority=-5
	{
	if ( c$id !in conns )
		return;

	remove_exclude(cat("connection ", c$id));
	delete conns[c$id];
	}
