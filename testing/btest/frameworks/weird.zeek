# @TEST-DOC: What becomes of a weird depends on its name: nothing, a row each time, once per host, a notice.
# @TEST-EXEC: avocet -b %INPUT
# @TEST-EXEC: log-cut weird.log name id.orig_h id.resp_h addl source notice >weirds
# @TEST-EXEC: btest-diff weirds
# @TEST-EXEC: log-cut notice.log note msg sub src >notices
# @TEST-EXEC: btest-diff notices

@load base/frameworks/notice

redef Weird::actions += {
	["of_no_interest"] = Weird::ACTION_IGNORE,
	["once_per_host"] = Weird::ACTION_LOG_PER_ORIG,
	["alarming"] = Weird::ACTION_NOTICE_ONCE,
};
redef Weird::ignore_hosts += { [10.0.0.9, "some_weird"] };
redef Weird::weird_do_not_ignore_repeats += { "once_per_host", "repeated" };

event zeek_init()
	{
	event net_weird("of_no_interest", "", "");
	event net_weird("some_weird", "with details", "SOURCE");
	event net_weird("some_weird", "the same within ten minutes", "SOURCE");
	event flow_weird("some_weird", 10.0.0.1, 10.0.0.2, "between other hosts", "");
	event flow_weird("some_weird", 10.0.0.9, 10.0.0.2, "", "");
	event net_weird("repeated", "1", "");
	event net_weird("repeated", "2", "");
	event flow_weird("once_per_host", 10.0.0.1, 10.0.0.2, "", "");
	event flow_weird("once_per_host", 10.0.0.1, 10.0.0.3, "", "");
	event flow_weird("once_per_host", 10.0.0.2, 10.0.0.3, "", "");
	event flow_weird("alarming", 10.0.0.1, 10.0.0.2, "more", "");
	event flow_weird("alarming", 10.0.0.5, 10.0.0.6, "even more", "");
	}
