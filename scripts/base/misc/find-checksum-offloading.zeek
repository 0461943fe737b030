##! Tells when many packets have wrong checksums: then they were probably captured on the host that sent
##! them, before its network card filled the checksums in.

@load base/frameworks/notice

module ChecksumOffloading;

export {
	## How long to wait before looking, and before looking again while there were few packets.
	const check_interval = 10secs &redef;
}

# The weirds that tell of wrong checksums, and how many were seen.
const protocols_of_weirds: table[string] of string = {
	["bad_IP_checksum"] = "IP",
	["bad_TCP_checksum"] = "TCP",
	["bad_UDP_checksum"] = "UDP",
};
global wrong: table[string] of count = table(["IP"] = 0, ["TCP"] = 0, ["UDP"] = 0) &ordered;
global told = F;

global check: event();

event check()
	{
	if ( told )
		return;

	local packets = get_net_stats()$pkts_recvd;
	local protocols: string_vec = vector();
	local are_many = F;

	for ( protocol, n in wrong )
		{
		if ( n > 0 )
			protocols += protocol;
		if ( n * 20 > packets )
			are_many = T;
		}

	if ( are_many )
		{
		told = T;
		Reporter::warning(fmt("many packets of the %s have wrong checksums (%s), %s, %s",
		                  reading_traces() ? "capture" : "interface", join_string_vec(protocols, " and "),
		                  "probably because the network card of the sender computes them",
		                  "and are ignored, unless there is the option -C or ignore_checksums"));
		}
	else if ( packets < 20 )
		schedule check_interval { check() };
	}

event zeek_init()
	{
	schedule check_interval { check() };
	}

function count_wrong(weird: string)
	{
	if ( weird in protocols_of_weirds )
		++wrong[protocols_of_weirds[weird]];
	}

event net_weird(name: string, addl: string, source: string)
	{
	count_wrong(name);
	}

event conn_weird(name: string, c: connection, addl: string, source: string)
	{
	count_wrong(name);
	}

event zeek_done()
	{
	event check();
	}
