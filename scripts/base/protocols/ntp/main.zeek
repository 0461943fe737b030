##! Logs NTP: a row for each message, in one of three logs by its mode.

module NTP;

export {
	redef enum Log::ID += { LOG, CONTROL_LOG, PRIVATE_LOG };

	## Ports of NTP.
	const ports = { 123/udp } &redef;

	## The policies of the logs.
	global log_policy: Log::PolicyHook;
	global log_policy_control: Log::PolicyHook;
	global log_policy_private: Log::PolicyHook;

	## A row of ntp.log: modes 1 to 5.
	type Info: record {
		## When the message was seen.
		ts: time &log;
		## The id of the connection.
		uid: string &log;
		## Its addresses and ports.
		id: conn_id &log;
		## The version.
		version: count &log;
		## The mode.
		mode: count &log;
		## How many clocks away the reference is.
		stratum: count &log;
		## Time between messages, at most.
		poll: interval &log;
		## How precise the clock is.
		precision: interval &log;
		## Time to the reference and back.
		root_delay: interval &log;
		## How wrong the reference may be.
		root_disp: interval &log;
		## The reference: a name, an address, or why there is none.
		ref_id: string &log;
		## When the clock was set.
		ref_time: time &log;
		## When the client asked.
		org_time: time &log;
		## When that arrived.
		rec_time: time &log;
		## When the answer left.
		xmt_time: time &log;
		## Extensions behind that.
		num_exts: count &default=0 &log;
	};

	## A row of ntp_control.log: mode 6.
	type ControlInfo: record {
		## When the message was seen.
		ts: time &log;
		## The id of the connection.
		uid: string &log;
		## Its addresses and ports.
		id: conn_id &log;
		## The version.
		version: count &log;
		## The mode.
		mode: count &log;
		## What is asked for.
		op_code: count &log;
		## The number of the request.
		sequence: count &log;
		## The state of the system, the peer or the clock.
		status: count &log;
		## The association it is about.
		association_id: count &log;
		## Whether it is a response,
		resp_bit: bool &log;
		## an error,
		err_bit: bool &log;
		## or the begin of one that goes on.
		more_bit: bool &log;
		## Data.
		data: string &log &optional;
		## The key,
		key_id: count &log &optional;
		## and the checksum made with it.
		crypto_checksum: string &log &optional;
	};

	## A row of ntp_private.log: mode 7.
	type PrivateInfo: record {
		## When the message was seen.
		ts: time &log;
		## The id of the connection.
		uid: string &log;
		## Its addresses and ports.
		id: conn_id &log;
		## The version.
		version: count &log;
		## The mode.
		mode: count &log;
		## What is asked for.
		req_code: count &log;
		## The number of the message.
		sequence: count &log;
		## Whose numbers these are; 3 is ntpd's.
		implementation: count &log;
		## Whether it is authenticated.
		auth_bit: bool &log;
		## What went wrong.
		err: count &log;
		## Data.
		data: string &log &optional;
	};

	## Rows, as they go to the logs.
	global log_ntp: event(rec: Info);
	global log_ntp_control: event(rec: ControlInfo);
	global log_ntp_private: event(rec: PrivateInfo);
}

redef record connection += {
	ntp: Info &optional;
	ntp_control: ControlInfo &optional;
	ntp_private: PrivateInfo &optional;
};

event zeek_init() &priority=5
	{
	Analyzer::register_for_ports(Analyzer::ANALYZER_NTP, ports);

	Log::create_stream(NTP::LOG,
		Log::Stream($columns=Info, $path="ntp", $ev=log_ntp, $policy=log_policy));
	Log::create_stream(NTP::CONTROL_LOG,
		Log::Stream($columns=ControlInfo, $path="ntp_control", $ev=log_ntp_control, $policy=log_policy_control));
	Log::create_stream(NTP::PRIVATE_LOG,
		Log::Stream($columns=PrivateInfo, $path="ntp_private", $ev=log_ntp_private, $policy=log_policy_private));
	}

# What stands for the reference.
function reference(msg: StandardMessage): string
	{
	if ( msg?$ref_addr )
		return cat(msg$ref_addr);

	return msg?$ref_id ? msg$ref_id : msg$kiss_code;
	}

# ---- Rows of the three kinds of messages ----------------------------------------------

function standard_row(c: connection, msg: NTP::Message): Info
	{
	local s = msg$std_msg;
	return Info($ts=network_time(), $uid=c$uid, $id=c$id, $version=msg$version, $mode=msg$mode, $stratum=s$stratum,
		$poll=s$poll, $precision=s$precision, $root_delay=s$root_delay, $root_disp=s$root_disp,
		$ref_id=reference(s), $ref_time=s$ref_time, $org_time=s$org_time, $rec_time=s$rec_time,
		$xmt_time=s$xmt_time, $num_exts=s$num_exts);
	}

function control_row(c: connection, msg: NTP::Message): ControlInfo
	{
	local m = msg$control_msg;
	local row = ControlInfo($ts=network_time(), $uid=c$uid, $id=c$id, $version=msg$version, $mode=msg$mode,
		$op_code=m$op_code, $sequence=m$sequence, $status=m$status, $association_id=m$association_id,
		$resp_bit=m$resp_bit, $err_bit=m$err_bit, $more_bit=m$more_bit);

	if ( m?$data )
		row$data = m$data;

	if ( m?$key_id )
		row$key_id = m$key_id;

	if ( m?$crypto_checksum )
		row$crypto_checksum = m$crypto_checksum;

	return row;
	}

function private_row(c: connection, msg: NTP::Message): PrivateInfo
	{
	local m = msg$mode7_msg;
	local row = PrivateInfo($ts=network_time(), $uid=c$uid, $id=c$id, $version=msg$version, $mode=msg$mode,
		$req_code=m$req_code, $sequence=m$sequence, $implementation=m$implementation, $auth_bit=m$auth_bit,
		$err=m$err);

	if ( m?$data )
		row$data = m$data;

	return row;
	}

# ---- Messages -----------------------------------------------------------------------

# The connection has the row of the latest message alone.
event ntp_message(c: connection, is_orig: bool, msg: NTP::Message) &priority=5
	{
	delete c$ntp;
	delete c$ntp_control;
	delete c$ntp_private;

	if ( msg?$std_msg )
		c$ntp = standard_row(c, msg);
	else if ( msg?$control_msg )
		c$ntp_control = control_row(c, msg);
	else if ( msg?$mode7_msg )
		c$ntp_private = private_row(c, msg);
	}

event ntp_message(c: connection, is_orig: bool, msg: NTP::Message) &priority=-5
	{
	if ( c?$ntp )
		Log::write(NTP::LOG, c$ntp);
	else if ( c?$ntp_control )
		Log::write(NTP::CONTROL_LOG, c$ntp_control);
	else if ( c?$ntp_private )
		Log::write(NTP::PRIVATE_LOG, c$ntp_private);
	}
