##! Items that keep matches out of the log.

@load base/frameworks/intel

module Intel;

export {
	redef record Intel::MetaData += {
		whitelist: bool &default=F;   ##< What matches this is of no interest.
	};
}

hook Intel::extend_match(info: Info, s: Seen, items: set[Item]) &priority=9
	{
	local unwanted = F;

	for ( item in items )
		unwanted = unwanted || item$meta$whitelist;

	# Within the loop it would end that alone.
	if ( unwanted )
		break;
	}
