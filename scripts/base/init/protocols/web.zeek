##! The web: HTTP and WebSocket.

## What a connection carried.
type http_stats_rec: record {
	num_requests: count;
	num_replies: count;
	request_version: double;
	reply_version: double;
};

## How a message ended, and what was in it.
type http_message_stat: record {
	start: time;
	interrupted: bool;
	finish_msg: string;
	body_length: count;
	content_gap_length: count;
	header_length: count;
};

## Bytes that :zeek:id:`http_entity_data` gets at a time.
global http_entity_data_delivery_size = 1500 &redef;

## Does not look into bodies at all.
const skip_http_data = F &redef;

## Cuts URIs off at this length; -1: never.
const truncate_http_URI = -1 &redef;

module HTTP;

export {
	## Analyzers that take over after an upgrade, by the name of the protocol.
	const upgrade_analyzers: table[string] of Analyzer::Tag &redef;
}

module WebSocket;

export {
	## Bytes of a frame that are handed on at a time.
	const payload_chunk_size = 8192 &redef;

	## The longest control frame.
	const max_control_frame_size = 125 &redef;

	## Finds out what frames carry.
	const use_dpd_default = T &redef;

	## Kept for scripts that set it.
	const use_spicy_analyzer = F &redef;

	## Says how to look into what a WebSocket carries.
	type AnalyzerConfig: record {
		analyzer: Analyzer::Tag &optional;
		use_dpd: bool &default=use_dpd_default;
		subprotocol: string &optional;
		server_extensions: vector of string &optional;
	};
}
