##! A log of everything that analyzers are sure of, cannot make sense of, and are switched off for: for those who look
##! after analyzers.

@load base/frameworks/config
@load base/frameworks/logging
@load base/frameworks/analyzer

module Analyzer::DebugLogging;

export {
	redef enum Log::ID += { LOG };

	## The policy of the log.
	global log_policy: Log::PolicyHook;

	## A row of the log.
	type Info: record {
		ts: time &log;
		cause: string &log;                      ##< "confirmation", "violation" or "disabled".
		analyzer_kind: string &log;              ##< "packet", "file" or "protocol".
		analyzer_name: string &log;
		uid: string &log &optional;
		fuid: string &log &optional;
		id: conn_id &log &optional;
		failure_reason: string &log &optional;
		failure_data: string &log &optional;     ##< The bytes in question.
	};

	## Whether anything is logged.
	option enable = T;

	## Whether confirmations are.
	option include_confirmations = T;

	## Whether it is logged that an analyzer is switched off.
	option include_disabling = T;

	## The most bytes of a row's data.
	option failure_data_max_size = 40;

	## Analyzers that are of no interest.
	option ignore_analyzers: set[AllAnalyzers::Tag] = set();
}

event zeek_init() &priority=5
	{
	Log::create_stream(LOG, Log::Stream($columns=Info, $path="analyzer_debug", $policy=log_policy));
	}

# A row that says where it was.
function row_about(atype: AllAnalyzers::Tag, cause: string): Info
	{
	return Info($ts=network_time(), $cause=cause, $analyzer_kind=Analyzer::kind(atype), $analyzer_name=Analyzer::name(atype));
	}

function note_connection(row: Info, c: connection)
	{
	row$uid = c$uid;
	row$id = c$id;
	}

function note_file(row: Info, f: fa_file)
	{
	row$fuid = f$id;

	# A file that came over one connection belongs to it.
	if ( row?$uid || ! f?$conns || |f$conns| > 1 )
		return;

	for ( _, only in f$conns )
		note_connection(row, only);
	}

event analyzer_confirmation_info(atype: AllAnalyzers::Tag, info: AnalyzerConfirmationInfo)
	{
	if ( ! enable || ! include_confirmations || atype in ignore_analyzers )
		return;

	local row = row_about(atype, "confirmation");

	if ( info?$c )
		note_connection(row, info$c);

	if ( info?$f )
		note_file(row, info$f);

	Log::write(LOG, row);
	}

event analyzer_violation_info(atype: AllAnalyzers::Tag, info: AnalyzerViolationInfo) &priority=6
	{
	if ( ! enable || atype in ignore_analyzers )
		return;

	local row = row_about(atype, "violation");
	row$failure_reason = info$reason;

	if ( info?$c )
		note_connection(row, info$c);

	if ( info?$f )
		note_file(row, info$f);

	if ( info?$data )
		row$failure_data = |info$data| > failure_data_max_size ? info$data[0:failure_data_max_size] : info$data;

	Log::write(LOG, row);
	}

# Whoever forbids it comes first.
hook Analyzer::disabling_analyzer(c: connection, atype: AllAnalyzers::Tag, aid: count) &priority=-1000
	{
	if ( ! enable || ! include_disabling || atype in ignore_analyzers )
		return;

	local row = row_about(atype, "disabled");
	note_connection(row, c);
	Log::write(LOG, row);
	}
