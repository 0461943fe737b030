##! FTP sessions in words.

@load ./info
@load base/utils/addrs
@load base/utils/paths

module FTP;

export {
	## The URL of the file a row is about, without "ftp://".
	global build_url: function(rec: Info): string;

	## The URL of the file a row is about.
	global build_url_ftp: function(rec: Info): string;

	## A row in a few words.
	global describe: function(rec: Info): string;
}

# The place of a file on the server, seen from the session's folder.
function url_path(rec: Info, name: string): string &is_used
	{
	local path = build_path_compressed(rec$cwd, name);
	return starts_with(path, "/") ? path : "/" + path;
	}

function build_url(rec: Info): string
	{
	if ( ! rec?$arg )
		return "";

	return addr_to_uri(rec$id$resp_h) + url_path(rec, rec$arg);
	}

function build_url_ftp(rec: Info): string
	{
	return "ftp://" + build_url(rec);
	}

function describe(rec: Info): string
	{
	return build_url_ftp(rec);
	}
