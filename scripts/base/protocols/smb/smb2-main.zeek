##! Follows the commands of SMB 2 and 3.

@load base/frameworks/notice/weird
@load ./main

module SMB2;

redef record SMB::CmdInfo += {
	## Versions that a client offers.
	smb2_offered_dialects: index_vec &optional;
	## How a file is to be opened.
	smb2_create_options: count &default=0;
};

# Of the options of CREATE.
const delete_on_close = 0x1000;

# The number of a file, from its two parts.
function number_of(id: SMB2::GUID): count
	{
	return id$persistent + id$volatile;
	}

# What is done, on the kind of share that the current one is.
function action_for(state: SMB::State, on_disk: SMB::Action, on_pipe: SMB::Action, on_printer: SMB::Action): SMB::Action
	{
	if ( state?$current_tree && state$current_tree$share_type == "PIPE" )
		return on_pipe;

	if ( state?$current_tree && state$current_tree$share_type == "PRINT" )
		return on_printer;

	return on_disk;
	}

# Makes a file the current one, also of the command.
function refer_to(state: SMB::State, id: SMB2::GUID, action: SMB::Action)
	{
	SMB::set_current_file(state, number_of(id));
	local f = state$current_file;
	f$action = action;

	if ( ! f?$path && state?$current_tree && state$current_tree?$path )
		f$path = state$current_tree$path;

	state$current_cmd$referenced_file = f;
	}

event smb2_message(c: connection, hdr: SMB2::Header, is_orig: bool) &priority=5
	{
	if ( ! c?$smb_state )
		c$smb_state = SMB::State($pending_cmds=table(), $fid_map=table(), $tid_map=table(), $pipe_map=table());

	local state = c$smb_state;
	SMB::make_room(state);

	# Messages about no tree have number 0, and a tree of which nothing is known: handlers look at its
	# fields.
	if ( hdr$tree_id !in state$tid_map )
		state$tid_map[hdr$tree_id] = SMB::TreeInfo($uid=c$uid, $id=c$id);

	state$current_tree = state$tid_map[hdr$tree_id];

	local waiting = state$pending_cmds;

	if ( hdr$message_id !in waiting )
		waiting[hdr$message_id] = SMB::CmdInfo($ts=network_time(), $uid=c$uid, $id=c$id, $version="SMB2",
			$command=SMB2::commands[hdr$command],
			$referenced_file=SMB::FileInfo($ts=network_time(), $uid=c$uid, $id=c$id));

	local cmd = waiting[hdr$message_id];
	state$current_cmd = cmd;
	state$current_file = cmd$referenced_file;

	if ( is_orig )
		return;

	cmd$status = SMB::statuses[hdr$status]$id;
	cmd$rtt = network_time() - cmd$ts;
	}

event smb2_message(c: connection, hdr: SMB2::Header, is_orig: bool) &priority=-5
	{
	# An answer that says to wait is followed by another one.
	if ( ! is_orig && c$smb_state$current_cmd$status != "PENDING" )
		delete c$smb_state$pending_cmds[hdr$message_id];
	}

event smb2_negotiate_request(c: connection, hdr: SMB2::Header, dialects: index_vec) &priority=5
	{
	c$smb_state$current_cmd$smb2_offered_dialects = dialects;
	}

event smb2_negotiate_response(c: connection, hdr: SMB2::Header, response: SMB2::NegotiateResponse) &priority=5
	{
	local cmd = c$smb_state$current_cmd;

	if ( ! cmd?$smb2_offered_dialects )
		return;

	for ( _, dialect in cmd$smb2_offered_dialects )
		if ( dialect == response$dialect_revision )
			cmd$argument = SMB2::dialects[dialect];
	}

event smb2_tree_connect_request(c: connection, hdr: SMB2::Header, path: string) &priority=5
	{
	c$smb_state$current_cmd$referenced_tree = SMB::TreeInfo($ts=network_time(), $uid=c$uid, $id=c$id, $path=path);
	}

event smb2_tree_connect_response(c: connection, hdr: SMB2::Header, response: SMB2::TreeConnectResponse) &priority=5
	{
	local state = c$smb_state;

	if ( state$current_cmd?$referenced_tree )
		state$current_tree = state$current_cmd$referenced_tree;
	else if ( ! state?$current_tree )
		state$current_tree = SMB::TreeInfo($ts=network_time(), $uid=c$uid, $id=c$id);

	state$tid_map[hdr$tree_id] = state$current_tree;
	state$current_tree$share_type = SMB2::share_types[response$share_type];
	}

event smb2_tree_connect_response(c: connection, hdr: SMB2::Header, response: SMB2::TreeConnectResponse) &priority=-5
	{
	Log::write(SMB::MAPPING_LOG, c$smb_state$current_tree);
	}

event smb2_tree_disconnect_request(c: connection, hdr: SMB2::Header) &priority=5
	{
	delete c$smb_state$tid_map[hdr$tree_id];
	}

event smb2_create_request(c: connection, hdr: SMB2::Header, request: SMB2::CreateRequest) &priority=5
	{
	local state = c$smb_state;
	local cmd = state$current_cmd;
	cmd$smb2_create_options = request$create_options;
	cmd$referenced_file$name = request$filename;
	cmd$referenced_file$action = action_for(state, SMB::FILE_OPEN, SMB::PIPE_OPEN, SMB::PRINT_OPEN);
	}

event smb2_create_response(c: connection, hdr: SMB2::Header, response: SMB2::CreateResponse) &priority=5
	{
	local state = c$smb_state;
	local fid = number_of(response$file_id);
	local f = state$current_file;
	f$fid = fid;
	f$size = response$size;
	f$times = response$times;

	if ( state?$current_tree && state$current_tree?$path )
		f$path = state$current_tree$path;

	state$fid_map[fid] = f;
	}

event smb2_create_response(c: connection, hdr: SMB2::Header, response: SMB2::CreateResponse) &priority=-5
	{
	local state = c$smb_state;
	SMB::write_file_log(state);

	if ( state$current_cmd$smb2_create_options & delete_on_close == 0 )
		return;

	state$current_file$action = SMB::FILE_DELETE;
	SMB::write_file_log(state);
	}

event smb2_read_request(c: connection, hdr: SMB2::Header, file_id: SMB2::GUID, offset: count, length: count) &priority=5
	{
	refer_to(c$smb_state, file_id, action_for(c$smb_state, SMB::FILE_READ, SMB::PIPE_READ, SMB::PRINT_READ));
	}

event smb2_read_request(c: connection, hdr: SMB2::Header, file_id: SMB2::GUID, offset: count, length: count) &priority=-5
	{
	SMB::write_file_log(c$smb_state);
	}

event smb2_write_request(c: connection, hdr: SMB2::Header, file_id: SMB2::GUID, offset: count, length: count) &priority=5
	{
	refer_to(c$smb_state, file_id, action_for(c$smb_state, SMB::FILE_WRITE, SMB::PIPE_WRITE, SMB::PRINT_WRITE));
	}

event smb2_write_request(c: connection, hdr: SMB2::Header, file_id: SMB2::GUID, offset: count, length: count) &priority=-5
	{
	SMB::write_file_log(c$smb_state);
	}

event smb2_file_sattr(c: connection, hdr: SMB2::Header, file_id: SMB2::GUID, times: SMB::MACTimes, attrs: SMB2::FileAttrs) &priority=5
	{
	local state = c$smb_state;
	SMB::set_current_file(state, number_of(file_id));
	state$current_file$action = SMB::FILE_SET_ATTRIBUTE;
	}

event smb2_file_sattr(c: connection, hdr: SMB2::Header, file_id: SMB2::GUID, times: SMB::MACTimes, attrs: SMB2::FileAttrs) &priority=-5
	{
	SMB::write_file_log(c$smb_state);
	}

event smb2_file_rename(c: connection, hdr: SMB2::Header, file_id: SMB2::GUID, dst_filename: string) &priority=5
	{
	SMB::set_current_file(c$smb_state, number_of(file_id));
	local f = c$smb_state$current_file;

	if ( f?$name )
		f$prev_name = f$name;

	f$name = dst_filename;
	f$action = SMB::FILE_RENAME;
	}

event smb2_file_rename(c: connection, hdr: SMB2::Header, file_id: SMB2::GUID, dst_filename: string) &priority=-5
	{
	SMB::write_file_log(c$smb_state);
	}

event smb2_file_delete(c: connection, hdr: SMB2::Header, file_id: SMB2::GUID, delete_pending: bool) &priority=5
	{
	local state = c$smb_state;
	SMB::set_current_file(state, number_of(file_id));

	if ( delete_pending )
		state$current_file$action = SMB::FILE_DELETE;
	}

event smb2_file_delete(c: connection, hdr: SMB2::Header, file_id: SMB2::GUID, delete_pending: bool) &priority=-5
	{
	if ( delete_pending )
		SMB::write_file_log(c$smb_state);
	}

event smb2_close_request(c: connection, hdr: SMB2::Header, file_id: SMB2::GUID) &priority=5
	{
	refer_to(c$smb_state, file_id, action_for(c$smb_state, SMB::FILE_CLOSE, SMB::PIPE_CLOSE, SMB::PRINT_CLOSE));
	}

event smb2_close_request(c: connection, hdr: SMB2::Header, file_id: SMB2::GUID) &priority=-5
	{
	SMB::write_file_log(c$smb_state);
	delete c$smb_state$fid_map[number_of(file_id)];
	delete c$smb_state$pipe_map[number_of(file_id)];
	}

event smb2_discarded_messages_state(c: connection, state: string)
	{
	if ( ! c?$smb_state )
		return;

	local kept = c$smb_state;
	local sizes = fmt("state=%s fid_map=%d tid_map=%d pending_cmds=%d pipe_map=%d", state, |kept$fid_map|,
		|kept$tid_map|, |kept$pending_cmds|, |kept$pipe_map|);
	Reporter::conn_weird("SMB_discarded_messages_state", c, sizes, "SMB2");

	if ( ! SMB::enable_clear_script_state )
		return;

	kept$fid_map = table();
	kept$tid_map = table();
	kept$pending_cmds = table();
	kept$pipe_map = table();
	}
