##! What the Collective Intelligence Framework says of an item, in the items and in the rows of matches.

@load base/frameworks/intel

module Intel;

export {
	redef record Intel::MetaData += {
		cif_tags: string &optional;
		cif_confidence: double &optional;
		cif_source: string &optional;
		cif_description: string &optional;
		cif_firstseen: string &optional;
		cif_lastseen: string &optional;
	};

	## The same in a row.
	type CIF: record {
		tags: string &optional &log;
		confidence: double &optional &log;
		source: string &optional &log;
		description: string &optional &log;
		firstseen: string &optional &log;
		lastseen: string &optional &log;
	};

	redef record Info += {
		cif: CIF &log &optional;
	};
}

hook extend_match(info: Info, s: Seen, items: set[Item]) &priority=5
	{
	# Of several items the last one that says something counts.
	for ( item in items )
		{
		local meta = item$meta;
		local cif = info?$cif ? info$cif : CIF();

		if ( meta?$cif_tags )
			cif$tags = meta$cif_tags;

		if ( meta?$cif_confidence )
			cif$confidence = meta$cif_confidence;

		if ( meta?$cif_source )
			cif$source = meta$cif_source;

		if ( meta?$cif_description )
			cif$description = meta$cif_description;

		if ( meta?$cif_firstseen )
			cif$firstseen = meta$cif_firstseen;

		if ( meta?$cif_lastseen )
			cif$lastseen = meta$cif_lastseen;

		info$cif = cif;
		}
	}
