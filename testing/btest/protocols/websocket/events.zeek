# @TEST-DOC: Frames, what they hold, and messages; a frame may come with the reply of the handshake.
# @TEST-EXEC: avocet -b -r $TRACES/websocket.pcap -f 'tcp port 40060' %INPUT >out
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: log-cut weird.log name addl source >weirds
# @TEST-EXEC: btest-diff weirds

@load base/protocols/websocket

event websocket_established(c: connection, aid: count)
	{
	print "established", aid, c$websocket$subprotocol;
	}

# Comes behind it.
event http_connection_upgrade(c: connection, protocol: string)
	{
	print "upgrade", protocol;
	}

event websocket_frame(c: connection, is_orig: bool, fin: bool, rsv: count, opcode: count, payload_len: count)
	{
	print "frame", is_orig, fin, rsv, WebSocket::opcodes[opcode], payload_len;
	}

event websocket_frame_data(c: connection, is_orig: bool, data: string)
	{
	print "data", is_orig, |data|, data[:8];
	}

event websocket_message(c: connection, is_orig: bool, opcode: count)
	{
	print "message", is_orig, WebSocket::opcodes[opcode];
	}

event websocket_close(c: connection, is_orig: bool, status: count, reason: string)
	{
	print "close", is_orig, status, reason;
	}
