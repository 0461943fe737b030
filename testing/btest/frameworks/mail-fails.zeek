# @TEST-DOC: A mail that cannot be sent is told of, with the program that failed.
# @TEST-EXEC: avocet -b %INPUT 2>&1 | grep -v "not found" >out
# @TEST-EXEC: btest-diff out

@load base/frameworks/notice

redef Notice::mail_dest = "somebody@example.com";
redef Notice::sendmail = "/no/such/program";

redef enum Notice::Type += { Odd };

hook Notice::policy(n: Notice::Info)
	{
	add n$actions[Notice::ACTION_EMAIL];
	}

event zeek_init()
	{
	NOTICE([$note=Odd, $msg="look at this"]);
	}
