##! Finds IMAP by its port: what servers are able to do, and STARTTLS. There is no log.

module IMAP;

export {
	## Ports of IMAP.
	const ports = { 143/tcp } &redef;
}

event zeek_init() &priority=5
	{
	Analyzer::register_for_ports(Analyzer::ANALYZER_IMAP, ports);
	}
