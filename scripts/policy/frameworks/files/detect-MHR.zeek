##! Asks the Malware Hash Registry of Team Cymru about files, over the domain name system, and notices those that it
##! knows. Live traffic alone is asked about, as the names of hosts are.

@load base/frameworks/files
@load base/frameworks/notice
@load policy/frameworks/files/hash-all-files

module TeamCymruMalwareHashRegistry;

export {
	redef enum Notice::Type += {
		## The registry knows a file.
		Match,
	};

	## The types of files that are asked about.
	option match_file_types = /application\/x-dosexec/ |
	                          /application\/vnd\.ms-cab-compressed/ |
	                          /application\/pdf/ |
	                          /application\/x-shockwave-flash/ |
	                          /application\/x-java-applet/ |
	                          /application\/jar/ |
	                          /video\/mp4/;

	## Where more is said of a file; its digest takes the place of `%s`.
	option match_sub_url = "https://www.virustotal.com/gui/search/%s";

	## How many of a hundred scanners must have found something.
	option notice_threshold: count = 10;

	## Asks about a digest, MD5 or SHA1, and notices the file if the registry knows it.
	global do_mhr_lookup: function(hash: string, fi: Notice::FileInfo);
}

# The registry answers "<seconds since the epoch> <percentage>".
function do_mhr_lookup(hash: string, fi: Notice::FileInfo)
	{
	local name = fmt("%s.malware.hash.cymru.com", hash);

	when [hash, fi, name] ( local answer = lookup_hostname_txt(name) )
		{
		local parts = split_string1(answer, / /);

		if ( |parts| == 2 && to_count(parts[1]) >= notice_threshold )
			{
			local last_seen = strftime("%Y-%m-%d %H:%M:%S", double_to_time(to_double(parts[0])));
			local n = Notice::Info($note=Match, $sub=fmt(match_sub_url, hash),
				$msg=fmt("Malware Hash Registry Detection rate: %d%%  Last seen: %s", to_count(parts[1]), last_seen));
			Notice::populate_file_info2(fi, n);
			NOTICE(n);
			}
		}
	}

event file_hash(f: fa_file, kind: string, hash: string)
	{
	if ( kind == "sha1" && f?$info && f$info?$mime_type && match_file_types == f$info$mime_type )
		do_mhr_lookup(hash, Notice::create_file_info(f));
	}
