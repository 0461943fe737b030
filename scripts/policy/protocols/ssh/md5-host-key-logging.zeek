##! Adds the MD5 digest of the server's key to ssh.log.

@load base/protocols/ssh

module SSH;

export {
	redef record Info += {
		## The MD5 digest of the server's key.
		host_key: string &log &optional;
	};
}

event ssh_server_host_key(c: connection, hash: string) &priority=5
	{
	set_session(c)$host_key = hash;
	}
