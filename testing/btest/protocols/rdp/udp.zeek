# @TEST-DOC: RDPEUDP of both versions, on other ports, without an answer, and what is none.
# @TEST-EXEC: avocet -b -r $TRACES/rdpeudp.pcap %INPUT >out
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: log-cut conn.log id.orig_p service >services
# @TEST-EXEC: btest-diff services

@load base/protocols/conn
@load base/protocols/rdp

event rdpeudp_syn(c: connection)
	{
	print c$id$orig_p, "syn";
	}

event rdpeudp_synack(c: connection)
	{
	print c$id$orig_p, "syn-ack";
	}

event rdpeudp_established(c: connection, version: count)
	{
	print c$id$orig_p, "established", version;
	}

event rdpeudp_data(c: connection, is_orig: bool, version: count, data: string)
	{
	print c$id$orig_p, is_orig, version, data;
	}
