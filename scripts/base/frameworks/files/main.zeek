##! Files seen in traffic, or read from disk for analysis: what is done with them, and the log of them.

@load base/frameworks/analyzer
@load base/frameworks/logging
@load base/utils/site

module Files;

export {
	redef enum Log::ID += { LOG };

	## The policy of the log.
	global log_policy: Log::PolicyHook;

	## What an analyzer of files is told when it is added. Scripts that bring analyzers along add fields.
	type AnalyzerArgs: record {
		## DATA_EVENT: raised for bytes as they come.
		chunk_event: event(f: fa_file, data: string, off: count) &optional;
		## DATA_EVENT: raised for bytes in order.
		stream_event: event(f: fa_file, data: string) &optional;
	} &redef;

	## A row of the log.
	type Info: record {
		## When the file was first seen.
		ts: time &log;
		## Its id.
		fuid: string &log;
		## The id of the connection it came over.
		uid: string &log &optional;
		## The addresses and ports of that.
		id: conn_id &log &optional;
		## What found it: a protocol, or a path.
		source: string &log &optional;
		## How deep it lies within others, such as parts of a mail.
		depth: count &default=0 &log;
		## What was done with it.
		analyzers: set[string] &default=string_set() &log;
		## What kind of file it is.
		mime_type: string &log &optional;
		## Its name, if the source has one.
		filename: string &log &optional;
		## From its first bytes to its last.
		duration: interval &log &default=0secs;
		## Whether a local host sent it.
		local_orig: bool &log &optional;
		## Whether the originator of the connection sent it.
		is_orig: bool &log &optional;
		## Bytes seen.
		seen_bytes: count &log &default=0;
		## Bytes it should have.
		total_bytes: count &log &optional;
		## Bytes that never came.
		missing_bytes: count &log &default=0;
		## Bytes that came too late or too early to be put in order.
		overflow_bytes: count &log &default=0;
		## Whether it was given up because nothing more came.
		timedout: bool &log &default=F;
		## The file that it was taken from.
		parent_fuid: string &log &optional;
	} &redef;

	## Analyzers not to be used.
	const disable: table[Files::Tag] of bool = table() &redef;

	## Whether analyzers registered for a MIME type are added to files of that type.
	const analyze_by_mime_type_automatically = T &redef;

	## Whether bytes of new files are put in order.
	option enable_reassembler = T;

	## How many bytes of a file may wait for those before them.
	const reassembly_buffer_size = 524288 &redef;

	## Whether there is a file of that id now.
	global file_exists: function(fuid: string): bool;

	## The file of an id; a run-time error if there is none.
	global lookup_file: function(fuid: string): fa_file;

	## Puts the bytes of a file in order from now on.
	global enable_reassembly: function(f: fa_file);

	## Leaves the bytes of a file in the order they come.
	global disable_reassembly: function(f: fa_file);

	## Says how many bytes of a file may wait for those before them.
	global set_reassembly_buffer_size: function(f: fa_file, max: count);

	## Says how long nothing may come of a file until it is given up.
	global set_timeout_interval: function(f: fa_file, t: interval): bool;

	## Lets an analyzer be used.
	global enable_analyzer: function(tag: Files::Tag): bool;

	## Keeps an analyzer from being used.
	global disable_analyzer: function(tag: Files::Tag): bool;

	## Whether an analyzer may be used.
	global analyzer_enabled: function(tag: Files::Tag): bool;

	## Adds an analyzer to a file.
	##
	## Returns: F if it may not be used, or lacks something in *args*.
	global add_analyzer: function(f: fa_file, tag: Files::Tag, args: AnalyzerArgs &default=AnalyzerArgs()): bool;

	## Takes an analyzer off a file; *args* as when it was added.
	global remove_analyzer: function(f: fa_file, tag: Files::Tag, args: AnalyzerArgs &default=AnalyzerArgs()): bool;

	## Ignores the rest of a file.
	global stop: function(f: fa_file): bool;

	## The name of an analyzer: "MD5".
	global analyzer_name: function(tag: Files::Tag): string;

	## What the protocol that found a file has to say of it.
	global describe: function(f: fa_file): string;

	## How a protocol tells its files apart, and describes them.
	type ProtoRegistration: record {
		get_file_handle: function(c: connection, is_orig: bool): string;
		describe: function(f: fa_file): string &default=function(f: fa_file): string { return ""; };
	};

	## Registers a protocol whose connections carry files.
	##
	## Returns: F if it was registered before; it is registered anew.
	global register_protocol: function(tag: Analyzer::Tag, reg: ProtoRegistration): bool;

	## Runs a function whenever an analyzer is added.
	global register_analyzer_add_callback: function(tag: Files::Tag, callback: function(f: fa_file, args: AnalyzerArgs));

	## Adds an analyzer to all files of some MIME types.
	global register_for_mime_types: function(tag: Files::Tag, mime_types: set[string]): bool;

	## Adds an analyzer to all files of a MIME type.
	global register_for_mime_type: function(tag: Files::Tag, mt: string): bool;

	## The MIME types that an analyzer is registered for.
	global registered_mime_types: function(tag: Files::Tag): set[string];

	## The MIME types that each analyzer is registered for.
	global all_registered_mime_types: function(): table[Files::Tag] of set[string];

	## A row, as it goes to the log.
	global log_files: event(rec: Info);
}

redef record fa_file += {
	info: Info &optional;
};

# Written in C++.
global __lookup_file: function(fuid: string): fa_file;

# What protocols know of the files they carry.
global registered_protocols: table[Analyzer::Tag] of ProtoRegistration;

# Which analyzers are added to files of which type, both ways.
global mime_types: table[Files::Tag] of set[string];
global mime_type_to_analyzers: table[string] of set[Files::Tag];

# What runs when an analyzer is added.
global analyzer_add_callbacks: table[Files::Tag] of function(f: fa_file, args: AnalyzerArgs);

event zeek_init() &priority=5
	{
	Log::create_stream(Files::LOG, Log::Stream($columns=Info, $path="files", $ev=log_files, $policy=log_policy));

	for ( tag, is_disabled in disable )
		if ( is_disabled )
			disable_analyzer(tag);
	}

# The row of a file, up to date.
function update_info(f: fa_file)
	{
	if ( ! f?$info )
		f$info = Info($ts=f$last_active, $fuid=f$id);

	local row = f$info;
	row$source = f$source;
	row$duration = f$last_active - row$ts;
	row$seen_bytes = f$seen_bytes;
	row$missing_bytes = f$missing_bytes;
	row$overflow_bytes = f$overflow_bytes;

	if ( f?$is_orig )
		row$is_orig = f$is_orig;

	if ( f?$total_bytes )
		row$total_bytes = f$total_bytes;

	if ( f?$parent_id )
		row$parent_fuid = f$parent_id;
	}

# Files of protocols that tell theirs apart by time alone. Several may come in one packet.
global last_handle = "";
global same_handles = 0;

function handle_by_time(tag: Analyzer::Tag, c: connection, is_orig: bool): string
	{
	local handle = fmt("%s-%s-%s-%s", tag, c$uid, is_orig, network_time());
	same_handles = handle == last_handle ? same_handles + 1 : 0;
	last_handle = handle;
	return same_handles == 0 ? handle : fmt("%s-%s", handle, same_handles);
	}

event get_file_handle(tag: Analyzer::Tag, c: connection, is_orig: bool) &priority=5
	{
	if ( tag in registered_protocols )
		set_file_handle(registered_protocols[tag]$get_file_handle(c, is_orig));
	else
		set_file_handle(handle_by_time(tag, c, is_orig));
	}

event file_new(f: fa_file) &priority=10
	{
	update_info(f);

	if ( ! enable_reassembler )
		return;

	enable_reassembly(f);
	set_reassembly_buffer_size(f, reassembly_buffer_size);
	}

event file_over_new_connection(f: fa_file, c: connection, is_orig: bool) &priority=10
	{
	update_info(f);

	if ( |Site::local_nets| > 0 )
		f$info$local_orig = Site::is_local_addr(f$is_orig ? c$id$orig_h : c$id$resp_h);
	}

event file_sniff(f: fa_file, meta: fa_metadata) &priority=10
	{
	update_info(f);

	if ( ! meta?$mime_type )
		return;

	local mt = meta$mime_type;
	f$info$mime_type = mt;

	if ( analyze_by_mime_type_automatically && mt in mime_type_to_analyzers )
		for ( tag in mime_type_to_analyzers[mt] )
			add_analyzer(f, tag);
	}

event file_timeout(f: fa_file) &priority=10
	{
	update_info(f);
	f$info$timedout = T;
	}

event file_state_remove(f: fa_file) &priority=10
	{
	update_info(f);
	}

# One row for each connection that the file came over; one without if there is none.
event file_state_remove(f: fa_file) &priority=-10
	{
	local ways = f?$conns ? |f$conns| : 0;

	if ( ways == 0 )
		{
		Log::write(LOG, f$info);
		return;
		}

	for ( id, c in f$conns )
		{
		local row = ways == 1 ? f$info : copy(f$info);
		row$id = id;
		row$uid = c$uid;
		Log::write(LOG, row);
		}
	}

# ---- One file -----------------------------------------------------------------------------------

function stop(f: fa_file): bool
	{
	return __stop(f$id);
	}

function file_exists(fuid: string): bool
	{
	return __file_exists(fuid);
	}

function lookup_file(fuid: string): fa_file
	{
	return __lookup_file(fuid);
	}

function set_timeout_interval(f: fa_file, t: interval): bool
	{
	return __set_timeout_interval(f$id, t);
	}

# ---- Bytes out of order -------------------------------------------------------------------------

function set_reassembly_buffer_size(f: fa_file, max: count)
	{
	__set_reassembly_buffer(f$id, max);
	}

function disable_reassembly(f: fa_file)
	{
	__disable_reassembly(f$id);
	}

function enable_reassembly(f: fa_file)
	{
	__enable_reassembly(f$id);
	}

# ---- Analyzers ----------------------------------------------------------------------------------

function analyzer_name(tag: Files::Tag): string
	{
	return __analyzer_name(tag);
	}

function analyzer_enabled(tag: Files::Tag): bool
	{
	return __analyzer_enabled(tag);
	}

function disable_analyzer(tag: Files::Tag): bool
	{
	return __disable_analyzer(tag);
	}

function enable_analyzer(tag: Files::Tag): bool
	{
	return __enable_analyzer(tag);
	}

function remove_analyzer(f: fa_file, tag: Files::Tag, args: AnalyzerArgs): bool
	{
	return __remove_analyzer(f$id, tag, args);
	}

function add_analyzer(f: fa_file, tag: Files::Tag, args: AnalyzerArgs): bool
	{
	if ( ! analyzer_enabled(tag) )
		return F;

	add f$info$analyzers[analyzer_name(tag)];

	if ( tag in analyzer_add_callbacks )
		analyzer_add_callbacks[tag](f, args);

	if ( __add_analyzer(f$id, tag, args) )
		return T;

	Reporter::warning(fmt("the analyzer %s cannot be added to the file %s", tag, f$id));
	return F;
	}

function register_protocol(tag: Analyzer::Tag, reg: ProtoRegistration): bool
	{
	local is_new = tag !in registered_protocols;
	registered_protocols[tag] = reg;
	return is_new;
	}

function register_analyzer_add_callback(tag: Files::Tag, callback: function(f: fa_file, args: AnalyzerArgs))
	{
	analyzer_add_callbacks[tag] = callback;
	}

function register_for_mime_type(tag: Files::Tag, mt: string): bool
	{
	if ( mt in mime_type_to_analyzers )
		add mime_type_to_analyzers[mt][tag];
	else
		mime_type_to_analyzers[mt] = set(tag);

	if ( tag in mime_types )
		add mime_types[tag][mt];
	else
		mime_types[tag] = set(mt);

	return T;
	}

function register_for_mime_types(tag: Files::Tag, mime_types: set[string]): bool
	{
	for ( mt in mime_types )
		register_for_mime_type(tag, mt);

	return T;
	}

function registered_mime_types(tag: Files::Tag): set[string]
	{
	return tag in mime_types ? mime_types[tag] : set();
	}

function all_registered_mime_types(): table[Files::Tag] of set[string]
	{
	return mime_types;
	}

function describe(f: fa_file): string
	{
	# Files of other sources, such as the input framework, have nobody who could describe them.
	local carrier = f$source;

	if ( ! Analyzer::has_tag(carrier) || Analyzer::get_tag(carrier) !in registered_protocols )
		return "";

	return registered_protocols[Analyzer::get_tag(carrier)]$describe(f);
	}

module GLOBAL;

## A copy of a file on disk is about to grow beyond its limit.
##
## args: As the copy was asked for.
## limit: Its limit in bytes.
## len: How many bytes are to be written.
global file_extraction_limit: event(f: fa_file, args: Files::AnalyzerArgs, limit: count, len: count);
