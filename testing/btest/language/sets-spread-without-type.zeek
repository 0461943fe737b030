# @TEST-DOC: Where no type is given, a set among elements in braces stands for its elements, as it does where one is.
# @TEST-EXEC: avocet -b %INPUT >out
# @TEST-EXEC: btest-diff out

const servers = { 10.0.0.1, 10.0.0.2 };
const clients = { servers };
const hosts = { 10.0.0.9, servers } &redef;
redef hosts += { 10.0.0.3 };

type Site: record {
	nets: set[subnet] &default=set(10.0.0.0/8);
};

event zeek_init()
	{
	local site: Site;
	local nets = { site$nets, 192.168.0.0/16 };
	print type_name(clients), |clients|;
	print type_name(hosts), hosts;
	print type_name(nets), nets;
	}
