# @TEST-DOC: Programs that scripts start get neither sockets of ours nor signals that we have no use for.
# @TEST-EXEC: bash ./look >outside
# @TEST-EXEC: avocet -b %INPUT 2>/dev/null
# @TEST-EXEC: diff outside inside

@TEST-START-FILE look
ls -l /proc/self/fd | grep -c socket
# SIGXFSZ is number 25.
echo $((0x$(sed -n 's/SigIgn:\t//p' /proc/self/status) >> 24 & 1))
@TEST-END-FILE

@load base/frameworks/telemetry

redef exit_only_after_terminate = T;

event look()
	{
	system("bash ./look >inside; touch done");
	}

event wait()
	{
	if ( file_size("done") >= 0.0 )
		terminate();
	else
		schedule 50msec { wait() };
	}

event zeek_init()
	{
	# Some port is free.
	local port_number = 20000 + rand(20000);
	Telemetry::listen_prometheus("127.0.0.1", count_to_port(port_number, tcp), F);
	schedule 100msec { look() };
	schedule 200msec { wait() };
	}
