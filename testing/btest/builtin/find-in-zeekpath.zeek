# @TEST-DOC: A script asks what an @load would find, also before it loads.
# @TEST-EXEC: avocet -b %INPUT >out 2>err
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: grep -c "error: find_in_zeekpath" err >errors
# @TEST-EXEC: btest-diff errors

@if ( find_in_zeekpath("optional") != "" )
@load optional
@endif
@if ( find_in_zeekpath("missing") != "" )
@load missing
@endif

event zeek_init()
	{
	print find_in_zeekpath("optional"), find_in_zeekpath("package"), find_in_zeekpath("missing");
	print ends_with(find_in_zeekpath("base/protocols/conn"), "/base/protocols/conn/__load__.zeek");
	print find_in_zeekpath("./optional") == "", find_in_zeekpath("/optional") == "";
	}

# @TEST-START-FILE optional.zeek
event zeek_init() &priority=10
	{
	print "optional is loaded";
	}
# @TEST-END-FILE
# @TEST-START-FILE package/__load__.zeek
# @TEST-END-FILE
