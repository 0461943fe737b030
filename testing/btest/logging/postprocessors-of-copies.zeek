# @TEST-DOC: Rotated logs go to other machines by scp and sftp, whatever their names are; no name becomes a command.
# @TEST-EXEC: chmod +x programs/scp programs/sftp
# @TEST-EXEC: PATH="$PWD/programs:$PATH" avocet -b -r $TRACES/demo.pcap %INPUT 2>err
# @TEST-EXEC: cat scp.asked sftp.asked >asked
# @TEST-EXEC: grep -o "error: .*" err >>asked
# @TEST-EXEC: btest-diff asked

# @TEST-START-FILE programs/scp
#!/bin/sh
{ printf '[%s]' scp "$@"; echo; grep -c -v '^#' "$1"; } >>scp.asked
# @TEST-END-FILE

# @TEST-START-FILE programs/sftp
#!/bin/sh
{ printf '[%s]' sftp "$@"; echo; cat; } >>sftp.asked
# @TEST-END-FILE

@load base/protocols/conn
@load base/frameworks/logging/postprocessors

redef Log::default_rotation_interval = 1hr;

const odd_name = "host:\"a\\b";

event zeek_init()
	{
	local scp = Log::get_filter(Conn::LOG, "default");
	scp$postprocessor = Log::scp_postprocessor;
	Log::add_filter(Conn::LOG, scp);
	Log::scp_destinations[Log::WRITER_ASCII, "conn"] = set(Log::SCPDestination($user="me", $host="there", $path="/in coming"));

	Log::add_filter(Conn::LOG, [$name="odd", $path=odd_name, $postprocessor=Log::sftp_postprocessor]);
	Log::sftp_destinations[Log::WRITER_ASCII, odd_name] = set(
		Log::SFTPDestination($user="me", $host="there", $path="/in coming"),
		Log::SFTPDestination($user="me", $host="here", $host_port=2222, $path="in"));

	Log::add_filter(Conn::LOG, [$name="command", $path="new\n!line", $postprocessor=Log::sftp_postprocessor]);
	Log::sftp_destinations[Log::WRITER_ASCII, "new\n!line"] = set(Log::SFTPDestination($user="me", $host="there", $path="in"));
	}
