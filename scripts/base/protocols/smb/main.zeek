##! What both versions of SMB have in common: what is kept of a connection, and the logs of shares and files.

@load base/protocols/conn/removal-hooks
@load ./consts
@load ./const-dos-error
@load ./const-nt-status

module SMB;

export {
	redef enum Log::ID += { MAPPING_LOG, FILES_LOG };

	## Ports of SMB.
	const ports = { 139/tcp, 445/tcp } &redef;

	## Policies of the logs.
	global log_policy_files: Log::PolicyHook;
	global log_policy_mapping: Log::PolicyHook;

	## What is done with files, pipes and printers.
	type Action: enum {
		FILE_READ,
		FILE_WRITE,
		FILE_OPEN,
		FILE_CLOSE,
		FILE_DELETE,
		FILE_RENAME,
		FILE_SET_ATTRIBUTE,

		PIPE_READ,
		PIPE_WRITE,
		PIPE_OPEN,
		PIPE_CLOSE,

		PRINT_READ,
		PRINT_WRITE,
		PRINT_OPEN,
		PRINT_CLOSE,
	};

	## Which of these are logged.
	option logged_file_actions: set[Action] = {
		FILE_OPEN,
		FILE_RENAME,
		FILE_DELETE,
		PRINT_OPEN,
		PRINT_CLOSE,
	};

	## Whether what is kept of a connection is forgotten when the engine forgets the messages that wait
	## there (:zeek:id:`smb2_discarded_messages_state`), so that it does not grow without bounds.
	option enable_clear_script_state = T;

	## A row of smb_files.log.
	type FileInfo: record {
		## When the file was first seen.
		ts: time &log &default=double_to_time(0.0);
		## The id of the connection.
		uid: string &log;
		## Its addresses and ports.
		id: conn_id &log;
		## The id of what was transferred.
		fuid: string &log &optional;
		## What was done.
		action: Action &log &optional;
		## The share,
		path: string &log &optional;
		## and the name there.
		name: string &log &optional;
		## How large the file is.
		size: count &log &default=0;
		## How it was called before it was renamed.
		prev_name: string &log &optional;
		## Its times.
		times: SMB::MACTimes &log &optional;
	};

	## A row of smb_mapping.log.
	type TreeInfo: record {
		## When the share was connected.
		ts: time &log &default=double_to_time(0.0);
		## The id of the connection.
		uid: string &log;
		## Its addresses and ports.
		id: conn_id &log;
		## Which share.
		path: string &log &optional;
		## What kind of service it is.
		service: string &log &optional;
		## And what is below it.
		native_file_system: string &log &optional;
		## What kind of share: DISK, PIPE or PRINT.
		share_type: string &log &default="DISK";
	};

	## A row of smb_cmd.log.
	type CmdInfo: record {
		## When the request was sent.
		ts: time &log &default=double_to_time(0.0);
		## The id of the connection.
		uid: string &log;
		## Its addresses and ports.
		id: conn_id &log;
		## What was asked for,
		command: string &log;
		## more precisely,
		sub_command: string &log &optional;
		## and about what.
		argument: string &log &optional;
		## How that went.
		status: string &log &optional;
		## How long it took.
		rtt: interval &log &optional;
		## The version of SMB.
		version: string &log;
		## Who asks, if known.
		username: string &log &optional;
		## The share that it was about,
		tree: string &log &optional;
		## and its kind.
		tree_service: string &log &optional;
		## The file that it was about.
		referenced_file: FileInfo &log &optional;
		## The share that it was about.
		referenced_tree: SMB::TreeInfo &optional;
	};

	## What is kept of a connection.
	type State: record {
		## The command, the file and the share that the last message was about.
		current_cmd: CmdInfo &optional;
		current_file: FileInfo &optional;
		current_tree: TreeInfo &optional;
		## Requests without an answer, by the number of the message.
		pending_cmds: table[count] of CmdInfo &optional;
		## What is open, and what is connected.
		fid_map: table[count] of FileInfo &optional;
		tid_map: table[count] of TreeInfo &optional;
		## What pipes are for, by file.
		pipe_map: table[count] of string &optional;
		## What was logged, so that it is not logged again.
		recent_files: set[string] &default=string_set() &read_expire=3min;
	};

	## Makes a file the current one, known or not.
	global set_current_file: function(smb_state: State, file_id: count) &redef;

	## Forgets shares and files once there are :zeek:id:`SMB::max_pending_messages` of them, and commands at
	## twice that.
	global make_room: function(state: State);

	## Logs the current file, if what was done to it is to be logged and was not before.
	global write_file_log: function(state: State) &redef;
}

redef record connection += {
	smb_state: State &optional;
};

redef record FileInfo += {
	## The number of the file.
	fid: count &optional;
	## What a pipe is for.
	uuid: string &optional;
};

event zeek_init() &priority=5
	{
	Log::create_stream(SMB::FILES_LOG, Log::Stream($columns=SMB::FileInfo, $path="smb_files", $policy=log_policy_files));
	Log::create_stream(SMB::MAPPING_LOG, Log::Stream($columns=SMB::TreeInfo, $path="smb_mapping", $policy=log_policy_mapping));
	Analyzer::register_for_ports(Analyzer::ANALYZER_SMB, ports);
	}

# What is never closed must not pile up. The analyzer forgets requests at the limit and says so; here are
# those, too, that it waits for no answer to.
function make_room(state: State)
	{
	if ( |state$pending_cmds| >= 2 * SMB::max_pending_messages )
		state$pending_cmds = table();

	if ( |state$tid_map| >= SMB::max_pending_messages )
		state$tid_map = table();

	if ( |state$fid_map| >= SMB::max_pending_messages )
		state$fid_map = table();
	}

function set_current_file(smb_state: State, file_id: count)
	{
	if ( file_id !in smb_state$fid_map && |smb_state$fid_map| >= SMB::max_pending_messages )
		smb_state$fid_map = table();

	if ( file_id !in smb_state$fid_map )
		smb_state$fid_map[file_id] = FileInfo($uid=smb_state$current_cmd$uid, $id=smb_state$current_cmd$id, $fid=file_id);

	smb_state$current_file = smb_state$fid_map[file_id];
	}

function write_file_log(state: State)
	{
	local f = state$current_file;

	if ( ! f?$name || ! f?$action || f$action !in logged_file_actions )
		return;

	# The same thing done to the same file is one row, unless somebody changed the file meanwhile. Looking
	# at it is no change.
	local key = cat(f$action, f?$fuid ? f$fuid : "", "\0", f?$path ? f$path : "", "\0", f$name, "\0", f$size,
		f?$times ? cat(f$times$modified_raw) : "");

	if ( key in state$recent_files )
		return;

	add state$recent_files[key];
	Log::write(FILES_LOG, f);
	}

event smb_pipe_connect_heuristic(c: connection) &priority=5
	{
	if ( ! c?$smb_state || ! c$smb_state?$current_tree )
		return;

	local tree = c$smb_state$current_tree;
	tree$share_type = "PIPE";
	tree$path = "<unknown>";
	}

event file_state_remove(f: fa_file) &priority=-5
	{
	if ( f$source != "SMB" || ! f?$conns )
		return;

	# A further transfer of the file has an id of its own.
	for ( _, c in f$conns )
		{
		if ( ! c?$smb_state || ! c$smb_state?$current_file )
			next;

		local current = c$smb_state$current_file;

		if ( current?$fuid && current$fuid == f$id )
			delete current$fuid;
		}
	}
