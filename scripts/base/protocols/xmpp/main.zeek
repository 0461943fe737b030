##! Finds XMPP by its ports, those of clients and of servers among each other: STARTTLS. There is no log.

module XMPP;

export {
	## Ports of XMPP.
	const ports = { 5222/tcp, 5269/tcp } &redef;
}

event zeek_init() &priority=5
	{
	Analyzer::register_for_ports(Analyzer::ANALYZER_XMPP, ports);
	}
