##! Adds the Community ID to `conn.log`: a name of the connection that other programs give it, too.

@load base/protocols/conn

module CommunityID;

export {
	## Goes into the name, so that it differs from site to site.
	option seed: count = 0;

	## Writes the digest in base 64 instead of hexadecimal digits.
	option do_base64: bool = T;

	redef record Conn::Info += {
		community_id: string &optional &log;
	};
}

event new_connection(c: connection) &priority=5
	{
	c$conn$community_id = community_id_v1(c$id, seed, do_base64);
	}
