##! Decides which packets are looked at, by a filter as tcpdump knows them. Without further ado that is all of
##! them. A filter on the command line (`-f`) replaces everything that scripts say.

@load base/frameworks/notice
@load base/frameworks/analyzer
@load ./utils

module PacketFilter;

export {
	redef enum Log::ID += { LOG };

	## The policy of the log.
	global log_policy: Log::PolicyHook;

	redef enum Notice::Type += {
		## A filter is none.
		Compile_Failure,
		## A filter could not be put to use.
		Install_Failure,
		## A filter took longer to compile than :zeek:id:`PacketFilter::max_filter_compile_time`.
		Too_Long_To_Compile_Filter,
	};

	## A row of the log: a filter that was to be put to use.
	type Info: record {
		## When.
		ts: time &log;

		## Who did it, among several programs at work together.
		node: string &log &optional;

		## The filter.
		filter: string &log;

		## Whether it is the one that the run starts with.
		init: bool &log &default=F;

		## Whether it is at work.
		success: bool &log &default=T;

		## Why it is not.
		failure_reason: string &log &optional;
	};

	## What is looked at as long as :zeek:id:`capture_filters` has nothing.
	const default_capture_filter = "ip or not ip" &redef;

	## A filter whose packets are looked at whatever else is said.
	const unrestricted_filter = "" &redef;

	## A filter that packets have to pass whatever else is said; such as "vlan", without which filters do not look
	## behind a tag.
	const restricted_filter = "" &redef;

	## How long a filter may take to compile without a notice.
	const max_filter_compile_time = 100msec &redef;

	## Leaves traffic out.
	##
	## filter_id: What to call this by.
	##
	## filter: A filter for what is not to be looked at.
	##
	## Returns: Whether the new filter is at work.
	global exclude: function(filter_id: string, filter: string): bool;

	## Leaves traffic out for a while.
	##
	## filter_id: What to call this by.
	##
	## filter: A filter for what is not to be looked at.
	##
	## span: For how long.
	##
	## Returns: Whether the new filter is at work.
	global exclude_for: function(filter_id: string, filter: string, span: interval): bool;

	## Looks again at traffic that was left out.
	##
	## filter_id: What it was called by.
	##
	## Returns: F if there is no such filter.
	global remove_exclude: function(filter_id: string): bool;

	## Makes the filter of all that was said about it, and puts it to use.
	##
	## Returns: Whether it is at work.
	global install: function(): bool;

	## What is asked for more to leave out whenever the filter is made.
	type FilterPlugin: record {
		## Calls :zeek:id:`PacketFilter::exclude` and the like.
		func: function();
	};

	## Has a function called whenever the filter is made.
	##
	## fp: The function.
	global register_filter_plugin: function(fp: FilterPlugin);

	## Looks at the ports of the protocols that are parsed, and at nothing else.
	const enable_auto_protocol_capture_filters = F &redef;

	## The filter at work.
	global current_filter = "<not set yet>";
}

redef enum PcapFilterID += {
	DefaultPcapFilter,
	FilterTester,
};

# Set by scripts that have something new to say about the filter. install() asks all of them in any case.
global filter_changed = F;

global excluded: table[string] of string;
global plugins: vector of FilterPlugin;

# While the filter is made, what is left out is noted and nothing else.
global is_making = F;

function register_filter_plugin(fp: FilterPlugin)
	{
	plugins += fp;
	}

function exclude(filter_id: string, filter: string): bool
	{
	local wrapped = fmt("not (%s)", filter);

	# What is no filter would take all others with it.
	if ( ! Pcap::precompile_pcap_filter(FilterTester, wrapped) )
		return F;

	excluded[filter_id] = wrapped;
	return is_making || install();
	}

event PacketFilter::exclude_no_longer(filter_id: string)
	{
	remove_exclude(filter_id);
	}

function exclude_for(filter_id: string, filter: string, span: interval): bool
	{
	if ( ! exclude(filter_id, filter) )
		return F;

	schedule span { PacketFilter::exclude_no_longer(filter_id) };
	return T;
	}

function remove_exclude(filter_id: string): bool
	{
	if ( filter_id !in excluded )
		return F;

	delete excluded[filter_id];

	if ( ! is_making )
		install();

	return T;
	}

function capture_part(): string
	{
	local filter = "";

	for ( _, part in capture_filters )
		filter = combine_filters(filter, "or", part);

	if ( enable_auto_protocol_capture_filters )
		filter = combine_filters(filter, "or", Analyzer::get_bpf());

	return filter == "" ? default_capture_filter : filter;
	}

function whole_filter(): string
	{
	if ( cmd_line_bpf_filter != "" )
		return cmd_line_bpf_filter;

	is_making = T;

	for ( _, plugin in plugins )
		plugin$func();

	is_making = F;
	local filter = capture_part();

	for ( _, part in restrict_filters )
		filter = combine_filters(filter, "and", part);

	for ( _, part in excluded )
		filter = combine_filters(filter, "and", part);

	filter = combine_filters(unrestricted_filter, "or", filter);
	return combine_filters(restricted_filter, "and", filter);
	}

# Rows of before the first packet of a capture. They get its time instead of the clock's: two runs write the same.
global early: vector of Info;

# A filter that is on the command line is at work already, and one that lets everything through is not needed.
function put_to_use(filter: string): bool
	{
	local is_at_work = filter == cmd_line_bpf_filter;
	local is_needed = filter != "ip or not ip" || current_filter != "<not set yet>";
	return is_at_work || ! is_needed || Pcap::install_pcap_filter(DefaultPcapFilter);
	}

# Compiles the filter. What the machine does besides counts as well, but seldom twice: of a long time, the shorter of
# two is told.
function compile(filter: string): bool
	{
	local shortest = max_filter_compile_time;
	local is_filter = F;

	for ( _, attempt in vector(1, 2) )
		{
		local began = current_time();
		is_filter = Pcap::precompile_pcap_filter(DefaultPcapFilter, filter);
		local took = current_time() - began;

		if ( took <= max_filter_compile_time )
			return is_filter;

		if ( attempt == 1 || took < shortest )
			shortest = took;
		}

	NOTICE([$note=Too_Long_To_Compile_Filter, $msg=fmt("a filter took %s to compile", shortest), $sub=filter]);
	return is_filter;
	}

function install(): bool
	{
	local filter = whole_filter();
	local row = Info($ts=network_time(), $node=peer_description, $filter=filter);

	# Before the first packet there is no time but the clock's.
	row$init = row$ts == double_to_time(0.0);

	if ( row$init )
		row$ts = current_time();

	local is_filter = compile(filter);

	filter_changed = F;
	row$success = is_filter && put_to_use(filter);

	if ( row$success )
		current_filter = filter;
	else
		{
		row$failure_reason = is_filter ? Pcap::error() : Pcap::get_filter_state_string(DefaultPcapFilter);
		NOTICE([$note=is_filter ? Install_Failure : Compile_Failure,
		        $msg=is_filter ? "Installing packet filter failed" : "Compiling packet filter failed",
		        $sub=filter]);
		}

	if ( row$init && reading_traces() )
		early += row;
	else
		Log::write(LOG, row);

	return row$success;
	}

function write_early()
	{
	for ( _, row in early )
		{
		row$ts = network_time();
		Log::write(LOG, row);
		}

	early = vector();
	}

event network_time_init() &priority=5
	{
	write_early();
	}

# Of a capture without packets.
event zeek_done() &priority=5
	{
	write_early();
	}

event zeek_init() &priority=5
	{
	Log::create_stream(LOG, Log::Stream($columns=Info, $path="packet_filter", $policy=log_policy));

	# What is no filter would take all others with it.
	for ( id, part in capture_filters )
		{
		if ( ! Pcap::precompile_pcap_filter(FilterTester, part) )
			Reporter::warning(fmt("capture_filters[\"%s\"] is no filter: %s", id, part));
		}

	for ( id, part in restrict_filters )
		{
		if ( ! Pcap::precompile_pcap_filter(FilterTester, part) )
			Reporter::warning(fmt("restrict_filters[\"%s\"] is no filter: %s", id, part));
		}
	}

event zeek_init() &priority=-6
	{
	install();
	}
