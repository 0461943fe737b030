# @TEST-DOC: Scripts choose who looks at what is carried, that nobody does, or that not even frames are read.
# @TEST-EXEC: avocet -b -r $TRACES/websocket.pcap -f 'tcp port 40061' %INPUT how=analyze >out
# @TEST-EXEC: avocet -b -r $TRACES/websocket.pcap -f 'tcp port 40061' %INPUT how=ignore >>out
# @TEST-EXEC: avocet -b -r $TRACES/websocket.pcap -f 'tcp port 40061' %INPUT how=break >>out
# @TEST-EXEC: btest-diff out

@load base/protocols/websocket

const how = "" &redef;

hook WebSocket::configure_analyzer(c: connection, aid: count, config: WebSocket::AnalyzerConfig)
	{
	print how;

	switch ( how )
		{
		case "analyze":
			config$analyzer = Analyzer::ANALYZER_HTTP;
			break;
		case "ignore":
			config$use_dpd = F;
			break;
		}

	if ( how == "break" )
		break;
	}

event websocket_established(c: connection, aid: count) &priority=-10
	{
	# It can be told once.
	print WebSocket::__configure_analyzer(c, aid, WebSocket::AnalyzerConfig());
	print WebSocket::__configure_analyzer(c, aid + 1, WebSocket::AnalyzerConfig());
	}

event websocket_message(c: connection, is_orig: bool, opcode: count)
	{
	print "message", opcode;
	}

event http_request(c: connection, method: string, original_URI: string, unescaped_URI: string, version: string)
	{
	print method, original_URI;
	}
