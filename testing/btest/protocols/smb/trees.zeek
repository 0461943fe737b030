# @TEST-DOC: Each message of SMB has a tree while it is handled, also one that is about none, so that handlers may look at its fields and at the tree of its number; only a connected tree has a path.
# @TEST-EXEC: avocet -r $TRACES/smb2.pcap %INPUT >smb2
# @TEST-EXEC: avocet -r $TRACES/smb1-plain.pcap %INPUT >smb1
# @TEST-EXEC: test ! -e reporter.log
# @TEST-EXEC: btest-diff smb2
# @TEST-EXEC: btest-diff smb1

global seen: table[string, bool] of count &default=0 &ordered;

function look(state: SMB::State, number: count)
	{
	local tree = state$tid_map[number];

	if ( tree$share_type != state$current_tree$share_type )
		print "another tree";

	++seen[state$current_cmd$command, tree?$path];
	}

event smb1_message(c: connection, hdr: SMB1::Header, is_orig: bool) &priority=3
	{
	look(c$smb_state, hdr$tid);
	}

event smb2_message(c: connection, hdr: SMB2::Header, is_orig: bool) &priority=3
	{
	look(c$smb_state, hdr$tree_id);
	}

event zeek_done()
	{
	for ( [command, has_path], n in seen )
		print command, has_path, n;
	}
