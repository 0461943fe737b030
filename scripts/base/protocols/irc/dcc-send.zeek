##! Files that go from one client to another (DCC SEND), over connections of their own.

@load ./main
@load base/utils/files
@load base/frameworks/cluster
@load base/protocols/conn/removal-hooks

module IRC;

export {
	redef record Info += {
		## What the file is called,
		dcc_file_name: string &log &optional;
		## how large it is,
		dcc_file_size: count &log &optional;
		## and of which kind.
		dcc_mime_type: string &log &optional;
	};

	## Runs when a connection for a file is removed, which is expected no longer then.
	global finalize_irc_data: Conn::RemovalHook;

	## How many such connections may be expected at a time; 0: any number.
	const max_dcc_expected_transfers: count = 5000 &redef;
}

# Sessions by the connections they expect.
global dcc_expected_transfers: table[addr, port] of Info &read_expire=5mins;

# Expects a connection for a file of a session. False: too many are expected.
function expect_file(row: Info, host: addr, p: port): bool
	{
	if ( max_dcc_expected_transfers > 0 && |dcc_expected_transfers| >= max_dcc_expected_transfers )
		return F;

	Analyzer::schedule_analyzer(0.0.0.0, host, p, Analyzer::ANALYZER_IRC_DATA, 5mins);
	dcc_expected_transfers[host, p] = row;
	return T;
	}

event irc_dcc_message(c: connection, is_orig: bool, prefix: string, target: string, dcc_type: string,
	argument: string, address: addr, dest_port: count, size: count) &priority=5
	{
	if ( dcc_type != "SEND" )
		return;

	local row = set_session(c);

	if ( expect_file(row, address, count_to_port(dest_port, tcp)) )
		{
		row$dcc_file_size = size;
		row$dcc_file_name = argument;
		}
	else
		Reporter::conn_weird("irc_max_dcc_expected_transfers_exceeded", c);
	}

event scheduled_analyzer_applied(c: connection, a: Analyzer::Tag) &priority=10
	{
	if ( a != Analyzer::ANALYZER_IRC_DATA || [c$id$resp_h, c$id$resp_p] !in dcc_expected_transfers )
		return;

	Conn::register_removal_hook(c, finalize_irc_data);
	add c$service["irc-dcc-data"];
	}

hook finalize_irc_data(c: connection)
	{
	delete dcc_expected_transfers[c$id$resp_h, c$id$resp_p];
	}

# A row for a file, once its kind is known.
event file_sniff(f: fa_file, meta: fa_metadata) &priority=-5
	{
	if ( f$source != "IRC_DATA" || ! f?$conns )
		return;

	for ( id, _ in f$conns )
		{
		if ( [id$resp_h, id$resp_p] !in dcc_expected_transfers )
			next;

		local row = dcc_expected_transfers[id$resp_h, id$resp_p];
		local before = row?$command ? row$command : "";
		row$command = "DCC";

		if ( meta?$mime_type )
			row$dcc_mime_type = meta$mime_type;

		Log::write(IRC::LOG, row);
		row$command = before;
		delete row$dcc_file_name;
		delete row$dcc_file_size;
		delete row$dcc_mime_type;
		return;
		}
	}
