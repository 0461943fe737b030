# @TEST-DOC: Lookups answer conditions of `when` later; made-up answers derive from the question.
# @TEST-EXEC: ZEEK_DNS_FAKE=1 avocet -b %INPUT >out 2>err
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: grep -c "error: " err >errors
# @TEST-EXEC: btest-diff errors

const known = blocking_lookup_hostname("a.example");

event zeek_init()
	{
	when ( local text = lookup_hostname_txt("a.example") )
		{
		print "text", text;
		}
	when ( local addresses = lookup_hostname("a.example") )
		{
		print "addresses", addresses, "while loading", known;
		}
	when ( local name = lookup_addr([2001:db8::1]) )
		{
		print "name", name;
		}
	print "asked";
	}

function both(a: addr): string
	{
	return when [a] ( local name = lookup_addr(a) ) { return "through a function: " + name; }
	}

event zeek_init() &priority=-5
	{
	when ( local s = both(192.0.2.2) )
		{
		print s;
		}
	}

event zeek_init() &priority=-10
	{
	# Nothing else can wait.
	print lookup_addr(192.0.2.1);
	}

event zeek_done()
	{
	print "done", get_dns_stats()$pending;
	}
