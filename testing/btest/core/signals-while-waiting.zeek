# @TEST-DOC: SIGTERM and SIGINT end a run that waits for a pipe as the end of the capture would, also before its first byte.
# @TEST-EXEC: python3 wait.py $TRACES/udp-interleaved.pcap %INPUT >out 2>&1
# @TEST-EXEC: log-cut conn.log ts id.orig_p history >>out
# @TEST-EXEC: btest-diff out

@load base/protocols/conn

event zeek_done()
	{
	print "zeek_done";
	}

@TEST-START-FILE wait.py
"""Gives a reader one packet and a half through a pipe, and ends it by a signal."""
import os
import signal
import subprocess
import sys
import time

capture, script = sys.argv[1:]
with open(capture, "rb") as file:
    begin = file.read(24 + 16 + 44 + 20)


def start():
    reader = subprocess.Popen(["avocet", "-b", "-r", "pipe", script], stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True)
    return reader


os.mkfifo("pipe")
for number in (signal.SIGINT, signal.SIGTERM):
    reader = start()
    time.sleep(0.5)
    reader.send_signal(number)
    print(reader.communicate(timeout=20)[0].strip(), reader.returncode)

reader = start()
writer = open("pipe", "wb", buffering=0)
writer.write(begin)
time.sleep(0.5)
reader.send_signal(signal.SIGTERM)
print(reader.communicate(timeout=20)[0].strip(), reader.returncode)
@TEST-END-FILE
