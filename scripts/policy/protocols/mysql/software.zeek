##! Takes note of the versions of servers of MySQL.

@load base/frameworks/software
@load base/protocols/mysql

module MySQL;

export {
	redef enum Software::Type += {
		SERVER,
	};
}

event mysql_server_version(c: connection, ver: string)
	{
	if ( ver == "" )
		return;

	Software::found(c$id, Software::Info($unparsed_version=fmt("MySQL/%s", ver), $host=c$id$resp_h,
		$host_p=c$id$resp_p, $software_type=SERVER));
	}
