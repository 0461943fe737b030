# @TEST-DOC: What the other side may add to without end has a limit: certificates, columns, folders, shares and files of SMB.
# @TEST-EXEC: avocet -r $TRACES/endless.pcap %INPUT >out
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: log-cut weird.log id.orig_p name >weirds
# @TEST-EXEC: btest-diff weirds

redef SMB::max_pending_messages = 10;

global most_trees = 0;
global most_files = 0;
global most_commands = 0;

function larger(a: count, b: count): count
	{
	return a > b ? a : b;
	}

event smb2_message(c: connection, hdr: SMB2::Header, is_orig: bool)
	{
	most_trees = larger(most_trees, |c$smb_state$tid_map|);
	most_files = larger(most_files, |c$smb_state$fid_map|);
	most_commands = larger(most_commands, |c$smb_state$pending_cmds|);
	}

event ftp_reply(c: connection, code: count, msg: string, cont_resp: bool)
	{
	print "folder", |c$ftp$cwd|;
	}

# The first range counts.
event file_state_remove(f: fa_file)
	{
	if ( f$source == "HTTP" )
		print "size", f$total_bytes;
	}

hook PostgreSQL::finalize_postgresql(c: connection) &priority=10
	{
	if ( c?$postgresql && c$postgresql?$backend_arg )
		print "answers", |c$postgresql$backend|, |c$postgresql$backend_arg|;
	}

hook SSL::ssl_finishing(c: connection) &priority=30
	{
	if ( c$ssl?$cert_chain )
		print "certificates", |c$ssl$cert_chain|;
	}

event zeek_done()
	{
	print "at most", most_trees, most_files, most_commands;
	}
