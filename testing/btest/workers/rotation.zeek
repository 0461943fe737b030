# @TEST-DOC: Logs are rotated at the same row and once, and their scripts hear the same, however many workers there are.
# @TEST-EXEC: python3 packets.py >hours.pcap
# @TEST-EXEC: for n in 1 2 4; do mkdir $n && (cd $n && avocet -b -C --workers $n -r ../hours.pcap %INPUT >unsorted 2>errors; sort unsorted >out; rm unsorted); done
# @TEST-EXEC: diff -r 1 2
# @TEST-EXEC: diff -r 1 4
# @TEST-EXEC: cat 1/errors 1/out >out
# @TEST-EXEC: for log in 1/*/*.log; do echo "$log $(grep -v '^#' $log | tr '\n\t' ';,')"; done >>out
# @TEST-EXEC: ls 1 >>out
# @TEST-EXEC: btest-diff out
#
# A log that an earlier run left is rotated once, too.
# @TEST-EXEC: mkdir left && cd left && echo row >old.log && printf '.log\nkept\n' >.shadow.old.log && avocet -b -C --workers 4 -r ../hours.pcap %INPUT LogAscii::enable_leftover_log_rotation=T >out
# @TEST-EXEC: test $(grep -c 'kept, old' left/out) = 1

redef Log::default_rotation_interval = 1hr;

redef Log::rotation_format_func = function(info: Log::RotationFmtInfo): Log::RotationPath
	{
	print "named", info$path, info$open, info$close, info$terminating;
	return Log::RotationPath($dir=info$path, $file_basename=strftime("%H%M", info$open));
	};

export {
	redef enum Log::ID += { LOG, OTHER, HELD };
}

type Row: record {
	ts: time &log;
	from: addr &log;
};

function kept(info: Log::RotationInfo): bool
	{
	print "kept", info$path, info$fname, info$open, info$close, info$terminating;
	return T;
	}

event zeek_init()
	{
	Log::create_stream(LOG, [$columns=Row, $path="all"]);
	Log::add_filter(LOG, [$name="often", $path="often", $interv=20min, $postprocessor=kept]);
	Log::create_stream(OTHER, [$columns=Row, $path="some"]);
	Log::create_stream(HELD, [$columns=Row, $path="held", $max_delay_interval=25min]);
	}

hook Log::log_stream_policy(rec: any, id: Log::ID)
	{
	if ( id == HELD )
		Log::delay(id, rec);
	}

# As late as the clock of logs, and later.
event later(from: addr)
	{
	Log::write(OTHER, Row($ts=network_time(), $from=from));
	}

event new_connection(c: connection)
	{
	local from = c$id$orig_h;
	Log::write(LOG, Row($ts=network_time(), $from=from));
	if ( from == 10.0.0.3 || from == 10.0.0.5 )
		{
		Log::write(HELD, Row($ts=network_time(), $from=from));
		schedule 10min { later(from) };
		}
	}

event zeek_done()
	{
	print "done";
	}

@TEST-START-FILE packets.py
# A datagram every ten minutes, from one of seven hosts; then none for some hours.
import struct, sys
sys.stdout.buffer.write(struct.pack("<IHHiIII", 0xa1b2c3d4, 2, 4, 0, 0, 65535, 1))
for i in range(24):
    ip = struct.pack(">BBHHHBBH", 0x45, 0, 28, 0, 0, 64, 17, 0) + bytes([10, 0, 0, 1 + i % 7, 10, 9, 0, 2])
    packet = bytes(12) + b"\x08\x00" + ip + struct.pack(">HHHH", 10000 + i, 5555, 8, 0)
    time = 1300475100 + i * 600 + (20000 if i > 15 else 0)
    sys.stdout.buffer.write(struct.pack("<IIII", time, 0, len(packet), len(packet)) + packet)
@TEST-END-FILE
