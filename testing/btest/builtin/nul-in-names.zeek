# @TEST-DOC: The system takes a NUL for the end of a name: one within a name is an error, and nothing of a shorter name is touched.
# @TEST-EXEC: avocet -b %INPUT >out 2>&1
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: test ! -e cut

event reporter_error(t: time, msg: string, location: string)
	{
	print msg;
	}

event zeek_done()
	{
	local name = "cut\x00off";
	print mkdir(name), getenv("HOME\x00x"), setenv(name, "1");
	print starts_with(unique_id(name), "cut");
	}
