# @TEST-DOC: Builtins that cannot do what they are asked for report an error and yield something; what runs goes on.
# @TEST-EXEC: avocet -b %INPUT >out
# @TEST-EXEC: btest-diff out

type pattern_type: pattern;

event reporter_error(t: time, msg: string, location: string)
	{
	print "reported", msg;
	}

event zeek_init()
	{
	local k = topk_init(2);
	print topk_count(k, "never added");
	topk_add(k, "a");
	print topk_count(k, "b"), topk_epsilon(k, "b"), topk_count(k, "a");
	print from_json("\"/(a/\"", pattern_type);
	print find_in_zeekpath("./here") == "";
	print "goes on";
	}
