##! Streams of records, filtered into logs.
##!
##! A stream takes records of one type. Each of its filters decides which of them it wants, which of
##! their fields become columns, and which writer puts them where.

module Log;

export {
	## Streams; each module that logs adds its own label, by custom named `LOG`.
	type ID: enum {
		UNKNOWN,
		## What :zeek:id:`print` says, where that goes to a log.
		PRINTLOG
	};

	## Writers; each adds its own label.
	type Writer: enum {
		WRITER_ASCII,
		WRITER_NONE,
		WRITER_SQLITE,
	};

	## Writes logs on this machine.
	const enable_local_logging = T &redef;

	## Sends rows to other nodes.
	const enable_remote_logging = T &redef;

	## The writer of filters that name none.
	const default_writer = WRITER_ASCII &redef;

	## The folder of logs; empty: where the process was started.
	const default_logdir = "" &redef;

	## What every text writer starts from.
	const separator = "\t" &redef;
	const set_separator = "," &redef;
	const empty_field = "(empty)" &redef;
	const unset_field = "-" &redef;

	## Makes up a path for filters that have neither a path nor a function for it.
	##
	## id: The stream.
	## path: What it said before, or what the filter says; may be empty.
	## rec: The record that is about to be written.
	## Returns: The path to use.
	global default_path_func: function(id: ID, path: string, rec: any): string &redef;

	## A row of the log of :zeek:id:`print`.
	type PrintLogInfo: record {
		ts: time &log;           ##< Network time.
		vals: string_vec &log;   ##< What was printed.
	};

	## What of :zeek:id:`print` goes to a log instead.
	type PrintLogType: enum {
		REDIRECT_NONE,
		REDIRECT_STDOUT,
		REDIRECT_ALL
	};

	global log_print: event(rec: PrintLogInfo);
	const print_to_log: PrintLogType = REDIRECT_NONE &redef;
	const print_log_path = "print" &redef;

	## A file that was rotated.
	type RotationInfo: record {
		writer: Writer;
		fname: string;       ##< Its name now.
		path: string;        ##< The path of the filter.
		open: time;
		close: time;
		terminating: bool;   ##< The run is ending.
	};

	## Does something with a rotated file. F: give up on it.
	type RotationPostProcessorFunc: function(info: Log::RotationInfo): bool;

	## What the name of a rotated file is made from.
	type RotationFmtInfo: record {
		writer: Writer;
		path: string;
		open: time;
		close: time;
		terminating: bool;
		postprocessor: RotationPostProcessorFunc &optional;
	};

	## How often files are rotated; 0 secs: never.
	const default_rotation_interval = 0secs &redef;

	## Where rotated files go; empty: nowhere else.
	option default_rotation_dir = "";

	## Where a rotated file goes, without extension.
	type RotationPath: record {
		dir: string &default=default_rotation_dir;
		file_basename: string;
	};

	## Names rotated files.
	const rotation_format_func: function(ri: RotationFmtInfo): RotationPath &redef;

	const default_rotation_date_format = "%Y-%m-%d-%H-%M-%S" &redef;

	## A program to run on each rotated file; empty: none.
	const default_rotation_postprocessor_cmd = "" &redef;

	## What that program finds in its environment besides ours.
	option default_rotation_postprocessor_cmd_env: table[string] of string = {};

	## What to do with rotated files, by writer.
	const default_rotation_postprocessors: table[Writer] of function(info: RotationInfo): bool &redef;

	const default_mail_alarms_interval = 0secs &redef;

	## New names for columns, for filters that have none of their own.
	const default_field_name_map: table[string] of string = table() &redef;

	## Stands between the parts of the name of a nested field.
	const default_scope_sep = "." &redef;

	## Begins the names of the columns that the function below adds.
	const Log::default_ext_prefix: string = "_" &redef;

	## Adds the fields of the record it returns to every row, in front of the others.
	const Log::default_ext_func: function(path: string): any = function(path: string) { } &redef;

	## How long, and how many, rows may be held back by :zeek:id:`Log::delay`.
	const default_max_delay_interval = 200msec &redef;
	const default_max_delay_queue_size = 1000 &redef;

	## What becomes of a stream's records on the way to one log.
	type Filter: record {
		## Tells the filters of a stream apart.
		name: string;

		## Writes the log.
		writer: Writer &default=default_writer;

		## Where to, in the sense of the writer: for files the name without extension.
		path: string &optional;

		## Says where to, for each record anew.
		path_func: function(id: ID, path: string, rec: any): string &optional;

		## The only fields to write.
		include: set[string] &optional;

		## Fields not to write.
		exclude: set[string] &optional;

		log_local: bool &default=enable_local_logging;
		log_remote: bool &default=enable_remote_logging;

		## New names for columns.
		field_name_map: table[string] of string &default=default_field_name_map;

		## Stands between the parts of the name of a nested field.
		scope_sep: string &default=default_scope_sep;

		## Begins the names of the columns that `ext_func` adds.
		ext_prefix: string &default=default_ext_prefix;

		## Adds columns.
		ext_func: function(path: string): any &default=default_ext_func;

		## How often to rotate; 0 secs: never.
		interv: interval &default=default_rotation_interval;

		## What to do with rotated files.
		postprocessor: function(info: RotationInfo): bool &optional;

		## Options of the writer for this log.
		config: table[string] of string &default=table();
	};

	## Sees every record of every stream before any filter does; `break` drops it.
	type StreamPolicyHook: hook(rec: any, id: ID);

	## Sees every record that a filter is about to write; `break` keeps it from that filter.
	type PolicyHook: hook(rec: any, id: ID, filter: Filter);

	redef record Filter += {
		## Decides on each record; the stream's own policy if there is none.
		policy: PolicyHook &optional;
	};

	## A stream.
	type Stream: record {
		## The type of its records.
		columns: any;

		## An event to raise with each record.
		ev: any &optional;

		## The path of filters that have none.
		path: string &optional;

		## The policy of filters that have none.
		policy: PolicyHook &optional;

		## Modules and groups whose events are switched off along with the stream.
		event_groups: set[string] &default=set();

		max_delay_interval: interval &default=default_max_delay_interval;
		max_delay_queue_size: count &default=default_max_delay_queue_size;

		## What is cut off: see the options of the same names.
		max_field_string_bytes: count &default=Log::default_max_field_string_bytes;
		max_total_string_bytes: count &default=Log::default_max_total_string_bytes;
		max_field_container_elements: count &default=Log::default_max_field_container_elements;
		max_total_container_elements: count &default=Log::default_max_total_container_elements;
	};

	## Stands for a filter that does not exist.
	const no_filter = Filter($name="<not found>");

	## Makes a stream, with a filter named "default".
	##
	## Returns: F if it could not be made.
	global create_stream: function(id: ID, stream: Stream): bool;

	## Removes a stream with its filters and closes their logs.
	global remove_stream: function(id: ID): bool;

	## Takes up a stream again that was switched off.
	global enable_stream: function(id: ID): bool;

	## Switches a stream off: what is written to it is thrown away.
	global disable_stream: function(id: ID): bool;

	## Adds a filter; one of the same name is replaced.
	global add_filter: function(id: ID, filter: Filter): bool;

	## Removes a filter.
	global remove_filter: function(id: ID, name: string): bool;

	## The names of a stream's filters.
	global get_filter_names: function(id: ID): set[string];

	## A filter by name, or :zeek:id:`Log::no_filter`.
	global get_filter: function(id: ID, name: string): Filter;

	## Writes a record to a stream.
	##
	## id: The stream.
	## columns: A record of the stream's type.
	## Returns: F if there is no such stream, or the record is of another type.
	global write: function(id: ID, columns: any): bool;

	## Says whether rows are gathered before they go out.
	global set_buf: function(id: ID, buffered: bool): bool;

	## Makes gathered rows go out.
	global flush: function(id: ID): bool;

	## Makes the gathered rows of all streams go out.
	global flush_all: function(): any;

	## Adds the filter "default".
	global add_default_filter: function(id: ID): bool;

	## Removes the filter "default".
	global remove_default_filter: function(id: ID): bool;

	## Runs the program of :zeek:id:`Log::default_rotation_postprocessor_cmd`, if there is one. If it fails, that is told on
	## standard error.
	global run_rotation_postprocessor_cmd: function(info: RotationInfo, npath: string): bool;

	## The streams that are not switched off.
	global active_streams: table[ID] of Stream = table();

	## Sees every record before any filter does.
	global log_stream_policy: Log::StreamPolicyHook;

	## Runs when a delayed record is released; F drops it.
	type PostDelayCallback: function(rec: any, id: ID): bool;

	## Stands for one delay of one record.
	type DelayToken: opaque of LogDelayToken;

	## Does nothing.
	global empty_post_delay_cb: PostDelayCallback;

	## Holds a record back that is being written; only in :zeek:id:`Log::log_stream_policy`.
	global delay: function(id: ID, rec: any, post_delay_cb: PostDelayCallback &default=empty_post_delay_cb): DelayToken;

	## Releases one delay of a record.
	global delay_finish: function(id: ID, rec: any, token: DelayToken): bool;

	## Raises how long records of a stream may be held back.
	global set_max_delay_interval: function(id: Log::ID, max_delay: interval): bool;

	## Says how many records of a stream may be held back.
	global set_max_delay_queue_size: function(id: Log::ID, max_size: count): bool;

	## How many records of a stream are held back.
	global get_delay_queue_size: function(id: Log::ID): int;
}

# What the engine does. `write`, `set_buf`, `flush` and `flush_all` are its own as well; three of them
# have second names that published scripts use.
export {
	global __write: function(id: ID, columns: any): bool;
	global __set_buf: function(id: ID, buffered: bool): bool;
	global __flush: function(id: ID): bool;
	global __create_stream: function(id: ID, stream: Stream): bool;
	global __remove_stream: function(id: ID): bool;
	global __enable_stream: function(id: ID): bool;
	global __disable_stream: function(id: ID): bool;
	global __add_filter: function(id: ID, filter: Filter): bool;
	global __remove_filter: function(id: ID, name: string): bool;
	global __delay: function(id: ID, rec: any, post_delay_cb: PostDelayCallback): DelayToken;
	global __delay_finish: function(id: ID, rec: any, token: DelayToken): bool;
	global __set_max_delay_interval: function(id: ID, max_delay: interval): bool;
	global __set_max_delay_queue_size: function(id: ID, max_queue_size: count): bool;
	global __get_delay_queue_size: function(id: ID): int;
}

# A stream, switched off or not, and its filters by name.
type Known: record {
	stream: Stream;
	filters: table[string] of Filter &default=table() &ordered;
};

global known: table[ID] of Known;

# All filters once more: published scripts go over them under this name.
global filters: table[ID, string] of Filter;


# "Notice::LOG" is written to "notice", "HTTPProxy::LOG" to "httpproxy", "SomeThing::LOG" to
# "some_thing", "Notice::ALARM_LOG" to "notice_alarm".
function default_path_func(id: ID, path: string, rec: any): string
	{
	if ( path != "" )
		return path;

	local names = split_string(cat(id), /::/);

	if ( |names| == 1 )
		return to_lower(names[0]);

	local folder = to_lower(gsub(names[0], /::/, "_"));
	local label = names[|names| - 1];

	if ( label == "LOG" )
		{
		local words: string_vec;
		local rest = names[0];

		# A word is a run of capitals, or a capital with what follows it in small letters.
		while ( rest != "" )
			{
			local word = find_first(rest, /^([A-Z]+[a-z0-9_]*|[^A-Z]+)/);

			if ( word == "" )
				break;

			words += to_lower(word);
			rest = sub_bytes(rest, |word| + 1, -1);
			}

		return join_string_vec(words, "_");
		}

	return folder + "_" + to_lower(sub(label, /_LOG$/, ""));
	}

function __default_rotation_postprocessor(info: RotationInfo): bool &is_used
	{
	return info$writer !in default_rotation_postprocessors || default_rotation_postprocessors[info$writer](info);
	}

function run_rotation_postprocessor_cmd(info: RotationInfo, npath: string): bool
	{
	if ( default_rotation_postprocessor_cmd == "" )
		return T;

	local when_format = "%y-%m-%d_%H.%M.%S";
	local writer_name = sub(to_lower(cat(info$writer)), /^log::writer_/, "");
	local arguments = string_vec(
		default_rotation_postprocessor_cmd,
		safe_shell_quote(npath),
		safe_shell_quote(info$path),
		strftime(when_format, info$open),
		strftime(when_format, info$close),
		info$terminating ? "1" : "0",
		writer_name);

	# It runs beside the packets, so only the shell hears of its end.
	local trouble = fmt("warning: `%s` failed for the rotated log %s", default_rotation_postprocessor_cmd, npath);
	local line = fmt("%s || echo %s", join_string_vec(arguments, " "), safe_shell_quote(trouble));
	system_env(line, default_rotation_postprocessor_cmd_env);
	return T;
	}

function run_command_on_file(info: Log::RotationInfo): bool
	{
	return Log::run_rotation_postprocessor_cmd(info, info$fname);
	}

redef Log::default_rotation_postprocessors += { [Log::WRITER_ASCII] = run_command_on_file };

function rotation_format_func(ri: Log::RotationFmtInfo): Log::RotationPath
	{
	local day = strftime(default_rotation_date_format, ri$open);
	return RotationPath($file_basename=ri$path + "." + day);
	}

# ---- Streams ------------------------------------------------------------------------------------

# Switches what belongs to a stream on or off along with it.
function switch_events(id: ID, switch_group: function(group: string): bool, switch_module: function(module_name: string): bool)
	{
	if ( id !in known )
		return;

	for ( name in known[id]$stream$event_groups )
		{
		if ( has_event_group(name) )
			switch_group(name);

		if ( has_module_events(name) )
			switch_module(name);
		}
	}

function create_stream(id: ID, stream: Stream): bool
	{
	local is_created = __create_stream(id, stream);

	if ( is_created )
		{
		known[id] = Known($stream=stream);
		active_streams[id] = stream;
		is_created = add_default_filter(id);
		}

	return is_created;
	}

function remove_stream(id: ID): bool
	{
	local is_removed = __remove_stream(id);
	delete active_streams[id];

	for ( name in get_filter_names(id) )
		delete filters[id, name];

	delete known[id];
	return is_removed;
	}

function enable_stream(id: ID): bool
	{
	local is_enabled = __enable_stream(id);

	if ( is_enabled && id in known )
		{
		active_streams[id] = known[id]$stream;
		switch_events(id, enable_event_group, enable_module_events);
		}

	return is_enabled;
	}

function disable_stream(id: ID): bool
	{
	switch_events(id, disable_event_group, disable_module_events);
	local is_disabled = __disable_stream(id);
	delete active_streams[id];
	return is_disabled;
	}

# ---- Filters ------------------------------------------------------------------------------------

# A path that a filter does not give is that of its stream, or else follows from the stream's name.
function set_path(filter: Filter, id: ID)
	{
	if ( filter?$path )
		return;

	if ( id in known && known[id]$stream?$path )
		filter$path = known[id]$stream$path;
	else if ( ! filter?$path_func )
		filter$path_func = default_path_func;
	}

function add_filter(id: ID, filter: Filter): bool
	{
	set_path(filter, id);

	# The engine complains about streams that do not exist.
	local is_added = __add_filter(id, filter);

	if ( is_added && id in known )
		filters[id, filter$name] = known[id]$filters[filter$name] = filter;

	return is_added;
	}

function remove_filter(id: ID, name: string): bool
	{
	local is_removed = __remove_filter(id, name);

	if ( id in known )
		{
		delete known[id]$filters[name];
		delete filters[id, name];
		}

	return is_removed;
	}

function get_filter_names(id: ID): set[string]
	{
	local names: set[string];

	if ( id in known )
		for ( name in known[id]$filters )
			add names[name];

	return names;
	}

function get_filter(id: ID, name: string): Filter
	{
	return id in known && name in known[id]$filters ? known[id]$filters[name] : no_filter;
	}

function add_default_filter(id: ID): bool
	{
	return add_filter(id, Filter($name="default"));
	}

function remove_default_filter(id: ID): bool
	{
	return remove_filter(id, "default");
	}

# ---- Delays -------------------------------------------------------------------------------------

function empty_post_delay_cb(rec: any, id: ID): bool
	{
	return T;
	}

function delay(id: ID, rec: any, post_delay_cb: PostDelayCallback &default=empty_post_delay_cb): DelayToken
	{
	return __delay(id, rec, post_delay_cb);
	}

function delay_finish(id: ID, rec: any, token: DelayToken): bool
	{
	return __delay_finish(id, rec, token);
	}

function set_max_delay_interval(id: Log::ID, max_delay: interval): bool
	{
	if ( id !in known )
		return F;

	# It only ever grows: records may be waiting already.
	local stream = known[id]$stream;

	if ( max_delay <= stream$max_delay_interval )
		return T;

	if ( ! __set_max_delay_interval(id, max_delay) )
		return F;

	stream$max_delay_interval = max_delay;
	return T;
	}

function set_max_delay_queue_size(id: Log::ID, max_size: count): bool
	{
	if ( id !in known || ! __set_max_delay_queue_size(id, max_size) )
		return F;

	# What had to leave the queue may have removed the stream.
	if ( id in known )
		known[id]$stream$max_delay_queue_size = max_size;

	return T;
	}

function get_delay_queue_size(id: Log::ID): int
	{
	return __get_delay_queue_size(id);
	}

# ---- What is printed ----------------------------------------------------------------------------

event zeek_init() &priority=5
	{
	if ( print_to_log == REDIRECT_NONE )
		return;

	Log::create_stream(PRINTLOG, Stream($columns=PrintLogInfo, $path=print_log_path, $ev=log_print));
	}
