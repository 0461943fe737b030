# @TEST-DOC: Programs that scripts start run in the background: nothing waits for them but the end of the run, and that not for long.
# @TEST-EXEC: avocet -b %INPUT >out 2>err
# @TEST-EXEC: grep -v -i syntax err | sort >>out
# @TEST-EXEC: btest-diff out

global begun: time;

event zeek_init()
	{
	begun = current_time();
	print system("sleep 0.1; echo waited for # a comment"), system("exit 3"), system("sleep 60 2>/dev/null");
	print system_env("echo \"$ZEEK_ARG_WHAT\"", table(["WHAT"] = "given"));
	print system("( echo never 2>/dev/null") != 0, current_time() - begun < 30sec;
	}
