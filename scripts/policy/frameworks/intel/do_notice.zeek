##! A notice for matches of items that ask for one.

@load base/frameworks/intel
@load base/frameworks/notice

module Intel;

export {
	redef enum Notice::Type += {
		## An item that asks for a notice was matched.
		Intel::Notice,
	};

	redef record Intel::MetaData += {
		do_notice: bool &default=F;                      ##< Asks for it ...
		if_in: Intel::Where &default=Intel::IN_ANYWHERE; ##< ... if it is seen there.
	};
}

event Intel::match(s: Seen, items: set[Item])
	{
	for ( item in items )
		{
		if ( ! item$meta$do_notice || item$meta$if_in !in set(IN_ANYWHERE, s$where) )
			next;

		local n = Notice::Info($note=Intel::Notice, $msg=fmt("Intel hit on %s at %s", s$indicator, s$where),
		                       $sub=s$indicator, $identifier=cat(s$indicator, s$where));

		if ( s?$conn )
			{
			n$conn = s$conn;
			n$identifier = cat(n$identifier, s$conn$id$orig_h, s$conn$id$resp_h);
			}

		if ( s?$f )
			n$f = s$f;

		NOTICE(n);
		return;
		}
	}
