# @TEST-DOC: ZEEK_DNS_RESOLVER names the server to ask; what it does not know has no addresses, no name and no text.
# @TEST-EXEC: btest-bg-run server python3 $ROOT/testing/btest/Scripts/name-server port
# @TEST-EXEC: for i in 1 2 3 4 5 6 7 8 9 10; do test -s server/port && break; sleep 0.2; done
# @TEST-EXEC: ZEEK_DNS_RESOLVER=127.0.0.1:$(cat server/port) avocet -b %INPUT >out
# @TEST-EXEC: btest-bg-wait -k 1
# @TEST-EXEC: btest-diff out

event zeek_init()
	{
	print "blocking", blocking_lookup_hostname("host.example");
	when ( local a = lookup_hostname("host.example") )
		{
		print "addresses", a;
		when ( local n = lookup_addr(192.0.2.1) )
			{
			print "name", n;
			when ( local t = lookup_hostname_txt("host.example") )
				{
				print "text", t;
				when ( local none = lookup_hostname("missing.example") )
					{
					print "missing", |none|;
					when ( local m = lookup_addr(192.0.2.99) )
						{
						print "no name", m;
						print get_dns_stats();
						}
					}
				}
			}
		}
	}
