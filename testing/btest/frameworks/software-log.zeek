# @TEST-DOC: Finds of software are logged once; other versions, and vulnerable ones, are noticed.
# @TEST-EXEC: avocet -b %INPUT >out 2>said
# @TEST-EXEC: grep -o "error: .*" said >>out
# @TEST-EXEC: log-cut software.log host host_p software_type name version.major version.minor version.addl unparsed_version >software
# @TEST-EXEC: log-cut notice.log note msg sub src >notices
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: btest-diff software
# @TEST-EXEC: btest-diff notices

@load policy/frameworks/software/vulnerable
@load policy/frameworks/software/version-changes

redef enum Software::Type += { SERVER };
redef Site::local_nets += { 10.0.0.0/8 };
redef Software::interesting_version_changes += { "Tool" };
redef Software::vulnerable_versions += {
	["Tool"] = set(Software::VulnerableVersionRange($min=[$major=1, $minor=5], $max=[$major=1, $minor=9])),
};

event Software::version_change(old: Software::Info, new: Software::Info)
	{
	print "change", old$version$minor, new$version$major;
	}

event zeek_init()
	{
	local id = conn_id($orig_h=10.0.0.1, $orig_p=1/tcp, $resp_h=10.0.0.2, $resp_p=2/tcp);
	print Software::found(id, [$host=10.0.0.1, $software_type=SERVER, $host_p=2/tcp, $unparsed_version="Tool/1.4b"]);
	# Known already, another host, another version, one that is vulnerable.
	print Software::found(id, [$host=10.0.0.1, $software_type=SERVER, $unparsed_version="Tool/1.4b"]);
	print Software::found(id, [$host=192.168.0.1, $unparsed_version="Tool/1.4b"]);
	print Software::found(id, [$host=192.168.0.1, $unparsed_version="Tool/1.4b", $force_log=T]);
	print Software::found(id, [$host=10.0.0.1, $unparsed_version="Tool/1.6"]);
	print Software::found(id, [$host=10.0.0.2, $name="Tool", $version=[$major=1, $minor=9]]);
	print Software::found(id, [$host=10.0.0.2, $name="Tool", $version=[$major=2]]);
	# Nothing to go by.
	print Software::found(id, [$host=10.0.0.1]);
	print Software::found(id, [$host=10.0.0.1, $version=[$major=1]]);
	}
