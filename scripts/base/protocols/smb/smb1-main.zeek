##! Follows the commands of SMB 1.

@load ./main

module SMB1;

redef record SMB::CmdInfo += {
	## Dialects that a client offers.
	smb1_offered_dialects: string_vec &optional;
};

# The kinds of shares, by the services that they are called; others are disks.
const share_types: table[string] of string = { ["IPC"] = "PIPE", ["LPT1:"] = "PRINT" };

# What is done, on the kind of share that the current one is.
function action_for(state: SMB::State, on_disk: SMB::Action, on_pipe: SMB::Action, on_printer: SMB::Action): SMB::Action
	{
	if ( state?$current_tree && state$current_tree$share_type == "PIPE" )
		return on_pipe;

	if ( state?$current_tree && state$current_tree$share_type == "PRINT" )
		return on_printer;

	return on_disk;
	}

# Makes a file the current one, and what the command is about.
function refer_to(state: SMB::State, file_id: count, action: SMB::Action)
	{
	SMB::set_current_file(state, file_id);
	local f = state$current_file;
	f$action = action;

	if ( ! f?$path && state?$current_tree && state$current_tree?$path )
		f$path = state$current_tree$path;

	local cmd = state$current_cmd;
	cmd$referenced_file = f;

	if ( f?$name )
		cmd$argument = f$name;
	}

event smb1_message(c: connection, hdr: SMB1::Header, is_orig: bool) &priority=5
	{
	if ( ! c?$smb_state )
		c$smb_state = SMB::State($pending_cmds=table(), $fid_map=table(), $tid_map=table(), $pipe_map=table());

	local state = c$smb_state;

	# Messages about no tree have number 0, and a tree of which nothing is known: handlers look at its
	# fields.
	if ( hdr$tid !in state$tid_map )
		state$tid_map[hdr$tid] = SMB::TreeInfo($uid=c$uid, $id=c$id);

	state$current_tree = state$tid_map[hdr$tid];

	# Requests whose answers are not seen must not pile up.
	if ( is_orig && |state$pending_cmds| >= SMB::max_pending_messages )
		state$pending_cmds = table();

	# Numbers of messages are used again, and answers are not always seen.
	if ( hdr$mid !in state$pending_cmds || (is_orig && state$pending_cmds[hdr$mid]$command != commands[hdr$command]) )
		state$pending_cmds[hdr$mid] = SMB::CmdInfo($ts=network_time(), $uid=c$uid, $id=c$id, $version="SMB1",
			$command=commands[hdr$command], $referenced_file=SMB::FileInfo($ts=network_time(), $uid=c$uid, $id=c$id));

	local cmd = state$pending_cmds[hdr$mid];
	state$current_cmd = cmd;
	state$current_file = cmd$referenced_file;

	local tree = state$current_tree;

	if ( tree?$path )
		{
		cmd$tree = tree$path;

		if ( tree?$service )
			cmd$tree_service = tree$service;
		}

	if ( is_orig )
		return;

	cmd$status = SMB::statuses[hdr$status]$id;
	cmd$rtt = network_time() - cmd$ts;
	}

event smb1_message(c: connection, hdr: SMB1::Header, is_orig: bool) &priority=-5
	{
	if ( ! is_orig )
		delete c$smb_state$pending_cmds[hdr$mid];
	}

event smb1_transaction2_request(c: connection, hdr: SMB1::Header, args: SMB1::Trans2_Args, sub_cmd: count)
	{
	c$smb_state$current_cmd$sub_command = trans2_sub_commands[sub_cmd];
	}

event smb1_transaction_request(c: connection, hdr: SMB1::Header, name: string, sub_cmd: count, parameters: string, data: string)
	{
	c$smb_state$current_cmd$sub_command = trans_sub_commands[sub_cmd];
	}

event smb1_negotiate_request(c: connection, hdr: SMB1::Header, dialects: string_vec) &priority=5
	{
	c$smb_state$current_cmd$smb1_offered_dialects = dialects;
	}

event smb1_negotiate_response(c: connection, hdr: SMB1::Header, response: SMB1::NegotiateResponse) &priority=5
	{
	local cmd = c$smb_state$current_cmd;

	if ( ! cmd?$smb1_offered_dialects )
		return;

	local chosen = response?$core ? response$core$dialect_index :
		(response?$lanman ? response$lanman$dialect_index :
		 (response?$ntlm ? response$ntlm$dialect_index : |cmd$smb1_offered_dialects|));

	if ( chosen < |cmd$smb1_offered_dialects| )
		cmd$argument = cmd$smb1_offered_dialects[chosen];

	delete cmd$smb1_offered_dialects;
	}

event smb1_tree_connect_andx_request(c: connection, hdr: SMB1::Header, path: string, service: string) &priority=5
	{
	local tree = SMB::TreeInfo($ts=network_time(), $uid=c$uid, $id=c$id, $path=path, $service=service);
	c$smb_state$current_cmd$referenced_tree = tree;
	c$smb_state$current_cmd$argument = path;
	}

event smb1_tree_connect_andx_response(c: connection, hdr: SMB1::Header, service: string, native_file_system: string) &priority=5
	{
	local state = c$smb_state;
	local tree = state$current_cmd?$referenced_tree ? state$current_cmd$referenced_tree :
		SMB::TreeInfo($ts=network_time(), $uid=c$uid, $id=c$id);

	state$current_tree = tree;
	state$tid_map[hdr$tid] = tree;
	tree$service = service;

	if ( service in share_types )
		tree$share_type = share_types[service];

	if ( |native_file_system| > 0 )
		tree$native_file_system = native_file_system;
	}

event smb1_tree_connect_andx_response(c: connection, hdr: SMB1::Header, service: string, native_file_system: string) &priority=-5
	{
	Log::write(SMB::MAPPING_LOG, c$smb_state$current_tree);
	}

event smb1_tree_disconnect(c: connection, hdr: SMB1::Header, is_orig: bool)
	{
	if ( ! is_orig )
		delete c$smb_state$tid_map[hdr$tid];
	}

event smb1_nt_create_andx_request(c: connection, hdr: SMB1::Header, name: string) &priority=5
	{
	local state = c$smb_state;
	state$current_cmd$argument = name;
	state$current_cmd$referenced_file$name = name;
	state$current_cmd$referenced_file$action = action_for(state, SMB::FILE_OPEN, SMB::PIPE_OPEN, SMB::PRINT_OPEN);
	}

event smb1_nt_create_andx_response(c: connection, hdr: SMB1::Header, file_id: count, file_size: count, times: SMB::MACTimes) &priority=5
	{
	local state = c$smb_state;
	local f = state$current_cmd$referenced_file;
	f$fid = file_id;
	f$size = file_size;
	f$times = times;

	if ( state?$current_tree && state$current_tree?$path )
		f$path = state$current_tree$path;

	state$fid_map[file_id] = f;
	state$current_file = f;
	SMB::write_file_log(state);
	}

event smb1_read_andx_request(c: connection, hdr: SMB1::Header, file_id: count, offset: count, length: count) &priority=5
	{
	refer_to(c$smb_state, file_id, action_for(c$smb_state, SMB::FILE_READ, SMB::PIPE_READ, SMB::PRINT_READ));
	}

event smb1_read_andx_request(c: connection, hdr: SMB1::Header, file_id: count, offset: count, length: count) &priority=-5
	{
	SMB::write_file_log(c$smb_state);
	}

event smb1_write_andx_request(c: connection, hdr: SMB1::Header, file_id: count, offset: count, data_len: count) &priority=5
	{
	refer_to(c$smb_state, file_id, action_for(c$smb_state, SMB::FILE_WRITE, SMB::PIPE_WRITE, SMB::PRINT_WRITE));
	}

event smb1_write_andx_request(c: connection, hdr: SMB1::Header, file_id: count, offset: count, data_len: count) &priority=-5
	{
	SMB::write_file_log(c$smb_state);
	}

event smb1_close_request(c: connection, hdr: SMB1::Header, file_id: count) &priority=5
	{
	refer_to(c$smb_state, file_id, action_for(c$smb_state, SMB::FILE_CLOSE, SMB::PIPE_CLOSE, SMB::PRINT_CLOSE));
	}

event smb1_close_request(c: connection, hdr: SMB1::Header, file_id: count) &priority=-5
	{
	SMB::write_file_log(c$smb_state);
	delete c$smb_state$fid_map[file_id];
	delete c$smb_state$pipe_map[file_id];
	}

event smb1_trans2_get_dfs_referral_request(c: connection, hdr: SMB1::Header, file_name: string)
	{
	c$smb_state$current_cmd$argument = file_name;
	}

event smb1_trans2_query_path_info_request(c: connection, hdr: SMB1::Header, file_name: string)
	{
	c$smb_state$current_cmd$argument = file_name;
	}

event smb1_trans2_find_first2_request(c: connection, hdr: SMB1::Header, args: SMB1::Find_First2_Request_Args)
	{
	c$smb_state$current_cmd$argument = args$file_name;
	}

event smb1_session_setup_andx_request(c: connection, hdr: SMB1::Header, request: SMB1::SessionSetupAndXRequest) &priority=5
	{
	if ( request?$account_name && request$account_name != "" )
		c$smb_state$current_cmd$username = request$account_name;
	}
