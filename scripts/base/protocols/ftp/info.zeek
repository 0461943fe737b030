##! What is kept of an FTP session, and logged.

@load ./utils-commands

module FTP;

export {
	## Whether passwords are logged that are not those of guests.
	option default_capture_password = F;

	## A data channel that the control channel talked about.
	type ExpectedDataChannel: record {
		## Whether the server waits for it.
		passive: bool &log;
		## Who will open it,
		orig_h: addr &log;
		## at whom,
		resp_h: addr &log;
		## on which port.
		resp_p: port &log;
	};

	## A row of the log: one command and its reply.
	type Info: record {
		## When the command was sent.
		ts: time &log;
		## The id of the connection.
		uid: string &log;
		## Its addresses and ports.
		id: conn_id &log;
		## Who logged in.
		user: string &log &default="<unknown>";
		## With which password.
		password: string &log &optional;
		## The command.
		command: string &log &optional;
		## What follows it; a URL where it names a file.
		arg: string &log &optional;

		## What kind of file was transferred.
		mime_type: string &log &optional;
		## How large it is, by what the server says.
		file_size: count &log &optional;

		## The reply.
		reply_code: count &log &optional;
		## Its text.
		reply_msg: string &log &optional;

		## The data channel that was agreed upon.
		data_channel: ExpectedDataChannel &log &optional;

		## The folder the session is in; "." as long as it is unknown.
		cwd: string &default=".";

		## The command that the latest reply belongs to.
		cmdarg: CmdArg &optional;
		## Commands that wait for their reply.
		pending_commands: PendingCmds;

		## The number of the latest command.
		command_seq: count &default=0;

		## Whether the server waits for data channels.
		passive: bool &default=F;

		## Whether the password of this session is logged.
		capture_password: bool &default=default_capture_password;
		## Whether some command of this session was logged.
		logged_command_seen: bool &default=F;

		## The file that was transferred.
		fuid: string &optional &log;
	};
}
