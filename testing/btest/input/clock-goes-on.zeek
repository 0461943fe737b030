# @TEST-DOC: Without packets time is the clock's while a command is waited for: what is scheduled comes when it is due.
# @TEST-EXEC: avocet -b %INPUT >out
# @TEST-EXEC: btest-diff out

@load base/utils/exec

event reminder()
	{
	print "reminded";
	}

event zeek_init()
	{
	schedule 100msec { reminder() };

	when ( local soon = Exec::run([$cmd="sleep 1; echo slept"]) )
		{
		print soon$stdout;
		}

	when ( local late = Exec::run([$cmd="sleep 2"]) )
		{
		print "waited too long";
		}
	timeout 300msec
		{
		print "gave up";
		}
	}
