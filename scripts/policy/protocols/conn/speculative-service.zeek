##! Adds protocols to `conn.log` that were recognised too late to be looked into.

@load base/protocols/conn
@load base/frameworks/analyzer

module Conn;

redef record Info += {
	## The protocols.
	speculative_service: string &log &optional;
};

redef record connection += {
	speculative_service: set[string] &default=string_set();
};

redef dpd_match_only_beginning = F;
redef dpd_late_match_stop = T;

hook finalize_speculative_service(c: connection)
	{
	if ( |c$speculative_service| > 0 )
		c$conn$speculative_service = to_lower(join_string_set(c$speculative_service, ","));
	}

event protocol_late_match(c: connection, atype: Analyzer::Tag)
	{
	add c$speculative_service[Analyzer::name(atype)];
	Conn::register_removal_hook(c, finalize_speculative_service);
	}
