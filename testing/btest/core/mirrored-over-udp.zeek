# @TEST-DOC: Frames that are mirrored over UDP are seen as they were, with one engine and with workers.
# @TEST-EXEC: python3 mirror.py $TRACES/udp-interleaved.pcap %INPUT >out
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: expect-exit 1 avocet -i udp::127.0.0.1:4789:gre 2>err
# @TEST-EXEC: btest-diff err

@load base/protocols/conn

event zeek_init()
	{
	close(open("ready"));
	}

# Whoever tells it for all tells of all.
event zeek_done()
	{
	print fmt("%d on the link, %d of them lost", get_net_stats()$pkts_link, get_net_stats()$pkts_dropped);
	}

@TEST-START-FILE mirror.py
"""Wraps the frames of a capture in VXLAN, sends them to an engine that listens, and prints what it logs."""
import os
import signal
import socket
import struct
import subprocess
import sys
import time

with open(sys.argv[1], "rb") as file:
    content = file.read()
frames, place = [], 24
while place < len(content):
    length = struct.unpack_from("<I", content, place + 8)[0]
    frames.append(content[place + 16:place + 16 + length])
    place += 16 + length

sender = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)


def waiting(port):
    """The bytes that wait at a port of UDP; none where nobody listens."""
    with open("/proc/net/udp") as sockets:
        for line in sockets:
            if f":{port:04X} " in line:
                return int(line.split()[4].split(":")[1], 16)
    return None


for workers in ("1", "2"):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    run = subprocess.Popen(["avocet", "-b", "-i", f"udp::127.0.0.1:{port}:vxlan", "--workers", workers, sys.argv[2]],
                           stderr=subprocess.DEVNULL)
    while run.poll() is None and not (os.path.exists("ready") and waiting(port) is not None):
        time.sleep(0.02)
    for frame in frames:
        sender.sendto(b"\x08\0\0\0\0\0\x05\0" + frame, ("127.0.0.1", port))
    while waiting(port):
        time.sleep(0.02)
    time.sleep(0.5)
    run.send_signal(signal.SIGTERM)
    print(run.wait(), flush=True)
    rows = subprocess.run(["log-cut", "conn.log", "id.orig_h", "id.orig_p", "id.resp_p", "proto", "history", "orig_pkts",
                           "resp_pkts", "tunnel_parents"], capture_output=True, text=True, check=True).stdout
    print("\n".join(sorted(rows.splitlines())), flush=True)
    for name in ("ready", "conn.log"):
        os.remove(name)
@TEST-END-FILE
