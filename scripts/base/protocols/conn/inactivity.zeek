##! Lets connections of some services be idle for longer than others.

module Conn;

export {
	## By the analyzer that was sure of the connection.
	option analyzer_inactivity_timeouts: table[AllAnalyzers::Tag] of interval = {
		[Analyzer::ANALYZER_SSH] = 1 hrs,
		[Analyzer::ANALYZER_FTP] = 1 hrs,
	};

	## By the port of the responder.
	option port_inactivity_timeouts: table[port] of interval = {
		[21/tcp] = 1 hrs,
		[22/tcp] = 1 hrs,
		[23/tcp] = 1 hrs,
		[513/tcp] = 1 hrs,
	};
}

event analyzer_confirmation_info(atype: AllAnalyzers::Tag, info: AnalyzerConfirmationInfo)
	{
	if ( info?$c && atype in analyzer_inactivity_timeouts )
		set_inactivity_timeout(info$c$id, analyzer_inactivity_timeouts[atype]);
	}

# The timeouts by port are applied by the engine when a connection is established, so that this needs no record of it.
