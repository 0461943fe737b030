# @TEST-DOC: What scripts set in the environment is theirs: they and the programs they start see it, commands of the input framework as well.
# @TEST-EXEC: GIVEN=outside KEPT=kept avocet -b %INPUT >out
# @TEST-EXEC: cat started added >>out
# @TEST-EXEC: btest-diff out

@load base/frameworks/input

type Line: record { s: string; };

event line(description: Input::EventDescription, tpe: Input::Event, s: string)
	{
	print "command", s;
	terminate();
	}

event zeek_init()
	{
	print setenv("GIVEN", "in'side"), setenv("OWN", ""), setenv("", "x"), setenv("A=B", "x");
	print getenv("GIVEN"), getenv("OWN"), getenv("KEPT"), getenv("NOBODY") == "";
	print system("echo \"$GIVEN/$KEPT/${OWN-unset}\" >started");
	print system_env("echo \"$GIVEN$ZEEK_ARG_more\" >added", table(["more"] = " a'b", ["n o"] = "x"));
	print piped_exec("read x; test \"$x$GIVEN\" = \"1in'side\"", "1\n"), piped_exec("test -z \"$ZEEK_ARG_more\"", "");
	Input::add_event([$source="echo $GIVEN $KEPT |", $name="command", $fields=Line, $ev=line, $want_record=F,
	    $reader=Input::READER_RAW]);
	}

redef exit_only_after_terminate = T;
