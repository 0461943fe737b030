##! Writes what the two sides of a TCP connection say into files of their own.

@load base/utils/files

module Conn;

export {
	## Begins the names of the files.
	option extraction_prefix = "contents";

	## Does so for every connection.
	option default_extract = F;
}

redef record connection += {
	extract_orig: bool &default=default_extract;
	extract_resp: bool &default=default_extract;
};

function record_side(c: connection, direction: count, suffix: string)
	{
	set_contents_file(c$id, direction, open(generate_extraction_filename(extraction_prefix, c, suffix)));
	}

# The group keeps this from making a record of every connection: who wants a connection's contents has seen it.
event connection_established(c: connection) &priority=-5 &group="Conn::if_seen"
	{
	if ( c$extract_orig )
		record_side(c, CONTENTS_ORIG, "orig.dat");

	if ( c$extract_resp )
		record_side(c, CONTENTS_RESP, "resp.dat");
	}

# With the option on, every connection is seen.
event connection_established(c: connection) &group="Conn::extract_all"
	{
	}

event zeek_init()
	{
	if ( ! default_extract )
		disable_event_group("Conn::extract_all");
	}
