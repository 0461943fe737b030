##! Keeps the begin of what parts of messages hold.

@load base/protocols/smtp/entities

module SMTP;

export {
	redef record SMTP::Entity += {
		## The begin.
		excerpt: string &log &default="";
	};

	## How much of it.
	option default_entity_excerpt_len = 0;
}

event file_new(f: fa_file) &priority=5
	{
	if ( f$source != "SMTP" || default_entity_excerpt_len == 0 )
		return;

	if ( ! f?$bof_buffer || ! f?$conns )
		return;

	for ( _, c in f$conns )
		if ( c?$smtp && c$smtp?$entity )
			c$smtp$entity$excerpt = f$bof_buffer[:default_entity_excerpt_len];
	}
