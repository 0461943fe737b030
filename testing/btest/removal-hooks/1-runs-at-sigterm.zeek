# @TEST-DOC: Connections that are open when a signal or a script ends the run get their hooks run too.
# @TEST-EXEC: avocet -b -r $TRACES/tcp-hundred.pcap %INPUT by_script=T >out
# @TEST-EXEC: avocet -b -r $TRACES/tcp-hundred.pcap %INPUT >>out
# @TEST-EXEC: btest-diff out

@load base/protocols/conn/removal-hooks

const by_script = F &redef;
global registered = 0;
global ran = 0;

hook gone(c: connection)
	{
	++ran;
	}

event new_connection(c: connection)
	{
	Conn::register_removal_hook(c, gone);

	if ( ++registered > 1 )
		return;

	if ( by_script )
		terminate();
	else
		piped_exec(fmt("kill -TERM %d", getpid()), "");
	}

event zeek_done()
	{
	print by_script ? "by a script" : "by a signal", registered > 0, ran == registered;
	}
