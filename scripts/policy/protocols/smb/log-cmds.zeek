##! Logs commands of SMB: smb_cmd.log has a row for each that was answered.

@load base/protocols/smb

module SMB;

export {
	redef enum Log::ID += { CMD_LOG };

	## The policy of the log.
	global log_policy: Log::PolicyHook;

	## Commands whose answer has one of these statuses are not logged.
	option ignored_command_statuses: set[string] = { "MORE_PROCESSING_REQUIRED" };
}

event zeek_init() &priority=5
	{
	Log::create_stream(SMB::CMD_LOG, Log::Stream($columns=SMB::CmdInfo, $path="smb_cmd", $policy=log_policy));
	}

function log_command(c: connection, is_orig: bool)
	{
	if ( is_orig || ! c?$smb_state || ! c$smb_state?$current_cmd )
		return;

	local cmd = c$smb_state$current_cmd;

	if ( cmd?$status && cmd$status !in ignored_command_statuses )
		Log::write(SMB::CMD_LOG, cmd);
	}

event smb1_message(c: connection, hdr: SMB1::Header, is_orig: bool) &priority=-5
	{
	log_command(c, is_orig);
	}

event smb2_message(c: connection, hdr: SMB2::Header, is_orig: bool) &priority=-5
	{
	log_command(c, is_orig);
	}
