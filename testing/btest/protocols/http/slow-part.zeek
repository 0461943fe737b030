# @TEST-DOC: Lines of a part are told with the packet that brought them, not once there are many.
# @TEST-EXEC: avocet -b -r $TRACES/http-slow-part.pcap %INPUT >out
# @TEST-EXEC: btest-diff out

@load base/protocols/http

global began: time;

event http_request(c: connection, method: string, original_URI: string, unescaped_URI: string, version: string)
	{
	began = network_time();
	}

event http_entity_data(c: connection, is_orig: bool, length: count, data: string)
	{
	if ( is_orig )
		print fmt("%.0f %s", interval_to_double(network_time() - began), data);
	}

event file_state_remove(f: fa_file)
	{
	if ( f$is_orig )
		print fmt("seen from %.0f to %.0f", interval_to_double(f$info$ts - began), interval_to_double(f$last_active - began));
	}
