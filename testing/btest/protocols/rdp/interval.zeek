# @TEST-DOC: A session is logged after a while, though it goes on, and its analyzer is taken off where scripts ask for it.
# @TEST-EXEC: avocet -b -r $TRACES/rdp.pcap %INPUT >out
# @TEST-EXEC: btest-diff out

@load base/protocols/rdp

redef RDP::rdp_check_interval = 200msecs;
redef RDP::disable_analyzer_after_detection = T;

global seen = 0;

event RDP::log_rdp(rec: RDP::Info)
	{
	print "logged", rec$cookie, rec?$analyzer_id, seen;
	}

event rdp_native_encrypted_data(c: connection, orig: bool, len: count)
	{
	++seen;
	}

event connection_state_remove(c: connection)
	{
	print "removed", c$rdp$done, seen;
	}
