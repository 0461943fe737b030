# @TEST-DOC: What print cannot write to a file, closed or on a full device, is told once for each file.
# @TEST-EXEC: avocet -b %INPUT >out 2>errors
# @TEST-EXEC: grep 'warning' errors >messages
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: btest-diff messages

event zeek_init()
	{
	local f = open("file");
	print f, "written";
	close(f);
	print f, "lost";
	print f, "lost, too";
	local full = open("/dev/full");
	print full, "lost";
	print full, "lost, too";
	local other = open("other");
	close(other);
	print other, "another";
	print active_file(f), active_file(full), active_file(other);
	}
