# @TEST-DOC: Exec::run runs programs, feeds them, and gets their output, files and exit status; Dir::monitor tells of new files.
# @TEST-EXEC: mkdir watched && touch watched/first
# @TEST-EXEC: avocet -b %INPUT | sort >out
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: test ! -e lines && test ! -e nothing

@load base/utils/exec
@load base/utils/dir

redef exit_only_after_terminate = T;

global waiting = 7;

function one_less()
	{
	if ( --waiting == 0 )
		terminate();
	}

function show(what: string, command: Exec::Command)
	{
	when [what, command] ( local result = Exec::run(command) )
		{
		print what, result$exit_code, result$signal_exit,
		      result?$stdout ? join_string_vec(result$stdout, "|") : "-",
		      result?$stderr ? join_string_vec(result$stderr, "|") : "-";

		if ( result?$files )
			print what, join_string_vec(result$files["lines"], "|"), |result$files["nothing"]|;

		one_less();
		}
	timeout 20sec
		{
		print what, "takes too long";
		terminate();
		}
	}

event zeek_init()
	{
	show("output and status", Exec::Command($cmd="echo one; echo two >&2; exit 3"));
	show("input", Exec::Command($cmd="cat", $stdin="a\nb\n"));
	show("files", Exec::Command($cmd="printf 'x\ny\n' >lines; : >nothing", $read_files=set("lines", "nothing")));
	when ( local result = Exec::run(Exec::Command($cmd="echo 1 >there", $read_files=set("there", "not-there"))) )
		{
		print "file that is missing", "there" in result$files, "not-there" in result$files;
		one_less();
		}

	show("signal", Exec::Command($cmd="kill -9 $$"));

	Dir::monitor("watched", function(name: string)
		{
		print "in the folder", name;

		if ( name == "watched/first" )
			system("touch watched/second");

		one_less();
		}, 0.1sec);
	}
