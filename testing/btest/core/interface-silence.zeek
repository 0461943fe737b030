# @TEST-DOC: Packets alone tell the time until an interface was silent for as long as scripts say.
# @TEST-REQUIRES: unshare -n ip link set lo up
# @TEST-EXEC: unshare -n python3 loopback.py %INPUT >out
# @TEST-EXEC: btest-diff out

global came: time;

event waited()
	{
	print fmt("two seconds later: %s", current_time() - came >= 2sec);
	terminate();
	}

event new_connection(c: connection)
	{
	came = current_time();
	close(open("came"));
	schedule 1sec { waited() };
	}

@TEST-START-FILE loopback.py
"""Has the loopback interface watched, in a network of its own, and sends packets until one was seen."""
import os
import socket
import subprocess
import sys
import time

subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
taker = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
taker.bind(("127.0.0.1", 0))
for options in ([], ["packet_source_inactivity_timeout=2sec"]):
    run = subprocess.Popen(["avocet", "-b", "-i", "lo", sys.argv[1]] + options, stdout=subprocess.PIPE,
                           stderr=subprocess.DEVNULL, text=True)
    while run.poll() is None and not os.path.exists("came"):
        taker.sendto(b"x", taker.getsockname())
        time.sleep(0.1)
    print(run.communicate()[0].strip(), run.returncode)
    os.remove("came")
@TEST-END-FILE
