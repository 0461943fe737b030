##! Asks web servers, by the program curl.

@load ./exec

module ActiveHTTP;

export {
	## How long a request may take, unless it says otherwise.
	option default_max_time = 1min;

	## The method of requests that name none.
	option default_method = "GET";

	## What the server answered. A code of 0: nothing.
	type Response: record {
		code: count;
		msg: string;
		body: string &optional;
		headers: table[string] of string &optional;
	};

	## What to ask.
	type Request: record {
		url: string;
		method: string &default=default_method;

		## The body to send, with a method such as POST.
		client_data: string &optional;

		max_time: interval &default=default_max_time;

		## More arguments of curl, as they stand: nothing from outside may get in here.
		addl_curl_args: string &optional;
	};

	## Sends a request. For conditions of `when`.
	global request: function(req: ActiveHTTP::Request): ActiveHTTP::Response;
}

function curl_command(req: Request, body_file: string, header_file: string): string
	{
	local words = vector("curl -s -g",
		"-o", safe_shell_quote(body_file),
		"-D", safe_shell_quote(header_file),
		"-X", safe_shell_quote(req$method),
		fmt("-m %.0f", req$max_time));

	if ( req?$client_data )
		words += "-d @-";
	if ( req?$addl_curl_args )
		words += req$addl_curl_args;

	words += safe_shell_quote(req$url);

	# There is a file also for an answer without a body.
	words += "&& touch " + safe_shell_quote(body_file);
	return join_string_vec(words, " ");
	}

# Fills a response from the lines of a header.
function read_header(resp: Response, lines: string_vec): bool
	{
	local status = split_string_n(lines[0], /[[:blank:]]+/, F, 2);

	if ( |status| != 3 )
		return F;

	resp$code = to_count(status[1]);
	resp$msg = status[2];

	for ( i, line in lines )
		{
		local parts = split_string1(line, /:/);

		if ( i > 0 && |parts| == 2 )
			resp$headers[parts[0]] = sub_bytes(parts[1], 0, |parts[1]| - 1);
		}

	return T;
	}

function temporary_folder(): string
	{
	for ( _, name in vector("TEMP", "TMPDIR") )
		if ( getenv(name) != "" )
			return getenv(name);

	return "/tmp";
	}

function request(req: Request): ActiveHTTP::Response
	{
	local resp = Response($code=0, $msg="", $body="", $headers=table());

	if ( req$method != /[A-Za-z]+/ )
		{
		Reporter::error(fmt("'%s' is no method of HTTP", req$method));
		return resp;
		}

	local name = cat(temporary_folder(), "/zeek-activehttp-", unique_id(""));
	local body_file = name + "_body";
	local header_file = name + "_headers";
	local command = Exec::Command($cmd=curl_command(req, body_file, header_file),
	                              $stdin=req?$client_data ? req$client_data : "",
	                              $read_files=set(body_file, header_file));

	return when [req, resp, command, body_file, header_file] ( local result = Exec::run(command) )
		{
		if ( ! result?$files || header_file !in result$files || |result$files[header_file]| == 0 )
			{
			Reporter::error(fmt("no answer to the request of '%s'", req$url));
			return resp;
			}

		if ( read_header(resp, result$files[header_file]) )
			resp$body = join_string_vec(result$files[body_file], "");

		return resp;
		}
	}
