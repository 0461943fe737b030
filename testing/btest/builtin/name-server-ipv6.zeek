# @TEST-DOC: ZEEK_DNS_RESOLVER may be an address of IPv6, with a port behind its brackets.
# @TEST-REQUIRES: python3 -c 'import socket; socket.socket(socket.AF_INET6).bind(("::1", 0))'
# @TEST-EXEC: btest-bg-run server python3 $ROOT/testing/btest/Scripts/name-server port ::1
# @TEST-EXEC: for i in 1 2 3 4 5 6 7 8 9 10; do test -s server/port && break; sleep 0.2; done
# @TEST-EXEC: ZEEK_DNS_RESOLVER=[::1]:$(cat server/port) avocet -b %INPUT >out
# @TEST-EXEC: btest-bg-wait -k 1
# @TEST-EXEC: btest-diff out

event zeek_init()
	{
	print blocking_lookup_hostname("host.example");
	when ( local name = lookup_addr(192.0.2.1) )
		print name;
	}
