# @TEST-DOC: Notices fill what can be derived, obey types and the policy, and silence their like.
# @TEST-EXEC: avocet -b %INPUT >out
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: log-cut notice.log note msg src dst p proto actions suppress_for >notices
# @TEST-EXEC: btest-diff notices
# @TEST-EXEC: log-cut notice_alarm.log note msg >alarms
# @TEST-EXEC: btest-diff alarms

@load base/frameworks/notice

redef enum Notice::Type += { Seen, Ignored, Loud, Fleeting };
redef Notice::ignored_types += { Ignored };
redef Notice::alarmed_types += { Loud };
redef Notice::type_suppression_intervals += { [Fleeting] = 5min };

hook Notice::policy(n: Notice::Info)
	{
	if ( n?$src && n$src == 10.0.0.9 )
		delete n$actions[Notice::ACTION_LOG];
	}

hook Notice::notice(n: Notice::Info)
	{
	print "notice", n$note, n$actions;
	}

event Notice::suppressed(n: Notice::Info)
	{
	print "silenced", n$note, n$identifier;
	}

event Notice::begin_suppression(ts: time, suppress_for: interval, note: Notice::Type, identifier: string)
	{
	print "silences others", note, identifier, suppress_for;
	}

event zeek_init()
	{
	local id = conn_id($orig_h=10.0.0.1, $orig_p=1234/tcp, $resp_h=10.0.0.2, $resp_p=53/udp);
	NOTICE(Notice::Info($note=Seen, $msg="of a connection", $id=id));
	NOTICE(Notice::Info($note=Seen, $msg="of a host", $src=10.0.0.3, $identifier="10.0.0.3"));
	NOTICE(Notice::Info($note=Seen, $msg="of a host once more", $src=10.0.0.3, $identifier="10.0.0.3"));
	NOTICE(Notice::Info($note=Loud, $msg="of the same host, with another type", $identifier="10.0.0.3"));
	NOTICE(Notice::Info($note=Ignored, $msg="never seen", $src=10.0.0.4));
	NOTICE(Notice::Info($note=Seen, $msg="taken from the log", $src=10.0.0.9));
	NOTICE(Notice::Info($note=Fleeting, $msg="for a while", $identifier="x"));
	}
