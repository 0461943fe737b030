# @TEST-DOC: A capture that a server sends (PCAP over IP); no server and no port are errors.
# @TEST-EXEC: python3 serve.py $TRACES/udp-interleaved.pcap %INPUT >out 2>&1
# @TEST-EXEC: btest-diff out

event new_connection(c: connection)
	{
	print fmt("%.6f %s", network_time(), c$id$orig_p);
	}

@TEST-START-FILE serve.py
"""Serves a capture once and has it read, then reads where nobody serves."""
import socket
import subprocess
import sys

capture, script = sys.argv[1:]
server = socket.create_server(("127.0.0.1", 0))
port = server.getsockname()[1]


def read(name):
    return subprocess.Popen(["avocet", "-b", "-r", name, script], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                            text=True)


reader = read(f"tcp://127.0.0.1:{port}")
connection, _ = server.accept()
with open(capture, "rb") as file:
    content = file.read()
for place in range(0, len(content), 7):
    connection.sendall(content[place:place + 7])
connection.close()
print(reader.communicate()[0].strip(), reader.returncode)
server.close()
for name in (f"tcp://127.0.0.1:{port}", "tcp://127.0.0.1"):
    reader = read(name)
    print(reader.communicate()[0].replace(str(port), "PORT").strip(), reader.returncode)
@TEST-END-FILE
