# @TEST-DOC: A program that does not read what piped_exec gives it fails the call and does not end the run.
# @TEST-EXEC: avocet -b %INPUT >out
# @TEST-EXEC: btest-diff out

event zeek_init()
	{
	local text = "0123456789abcdef";
	while ( |text| < 1000000 )
		text += text;
	print piped_exec("true", text), piped_exec("cat >/dev/null", text), piped_exec("cat >/dev/null; exit 1", text);
	}
