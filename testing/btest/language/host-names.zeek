# @TEST-DOC: The name of a host stands for the set of its addresses, in containers for each of them.
# @TEST-EXEC: ZEEK_DNS_FAKE=1 avocet -b %INPUT >out 2>&1
# @TEST-EXEC: btest-diff out

const host = www.example.com;
const hosts: set[addr] = { www.example.com, 192.0.2.1 };
const services: table[addr, port] of string = { [www.example.com, 80/tcp] = "web" };

event zeek_init()
	{
	print type_name(host), |host|;
	print hosts == host | set(192.0.2.1);
	for ( a in host )
		print a in hosts, services[a, 80/tcp];
	# Each use is a set of its own.
	add host[192.0.2.7];
	print |host|, |www.example.com|;
	}
