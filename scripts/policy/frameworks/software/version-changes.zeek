##! A notice whenever a host shows another version of software that one keeps an eye on.

@load base/frameworks/notice
@load base/frameworks/software

module Software;

export {
	redef enum Notice::Type += {
		## The version of some software has changed.
		Software_Version_Change,
	};

	## The software to keep an eye on, by name.
	option interesting_version_changes: set[string] = {};
}

event Software::version_change(old: Software::Info, new: Software::Info)
	{
	if ( old$name !in interesting_version_changes )
		return;

	NOTICE(Notice::Info($note=Software_Version_Change, $src=new$host,
	                    $msg=fmt("%s runs another version: %s, before %s", new$host, software_fmt(new), software_fmt(old)),
	                    $sub=software_fmt(new), $identifier=cat(new$host, software_fmt(old), software_fmt(new))));
	}
