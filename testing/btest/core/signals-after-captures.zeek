# @TEST-DOC: SIGTERM and SIGINT end a run that stays after the end of its captures (exit_only_after_terminate), with one engine and with workers.
# @TEST-EXEC: python3 stay.py $TRACES/udp-interleaved.pcap %INPUT >out 2>&1
# @TEST-EXEC: btest-diff out

@load base/protocols/conn

redef exit_only_after_terminate = T;

event zeek_done()
	{
	print "zeek_done";
	}

@TEST-START-FILE stay.py
"""Lets a reader come to the end of its capture, and ends it by a signal."""
import signal
import subprocess
import sys
import time

capture, script = sys.argv[1:]
for arguments in ([], ["--workers", "2"]):
    for number in (signal.SIGINT, signal.SIGTERM):
        reader = subprocess.Popen(["avocet", "-b", *arguments, "-r", capture, script],
                                  stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        time.sleep(1)
        print("stays" if reader.poll() is None else "is gone")
        reader.send_signal(number)
        try:
            told, _ = reader.communicate(timeout=20)
        except subprocess.TimeoutExpired:
            reader.kill()
            sys.exit("does not end")
        print(sorted(told.strip().splitlines()), reader.returncode)  # in any order
@TEST-END-FILE
