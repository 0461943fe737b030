# @TEST-DOC: Not to load what is not there is no mistake of a run, which tells of it; a check takes it for one.
# @TEST-EXEC: avocet -b %INPUT >out 2>told
# @TEST-EXEC: expect-exit 1 avocet check -b %INPUT 2>checked
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: btest-diff told
# @TEST-EXEC: btest-diff checked

@unload misc/scan
@unload base/utils/sitee

event zeek_init()
	{
	print "loaded";
	}
