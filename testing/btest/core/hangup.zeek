# @TEST-DOC: A hangup ends a run as the end of the capture would, unless it is ignored; a second signal ends a handler that never ends.
# @TEST-EXEC: python3 hang.py %INPUT >out
# @TEST-EXEC: btest-diff out

redef exit_only_after_terminate = T;

event zeek_init()
	{
	print "begun";
	flush_all();
	}

event zeek_done()
	{
	print "zeek_done";
	}

@TEST-START-FILE endless.zeek
event zeek_init() { while ( T ) { } }
@TEST-END-FILE

@TEST-START-FILE hang.py
"""Sends signals to a program that waits, to one that ignores hangups, and to one that cannot end."""
import signal
import subprocess
import sys
import time


def run(number, script, times=1):
    # Whoever runs this may ignore hangups, which would be inherited.
    program = subprocess.Popen(["avocet", "-b", script], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                               text=True, preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_DFL))
    for _ in range(times):
        time.sleep(0.7)
        program.send_signal(number)
    try:
        print(program.communicate(timeout=20)[0].split(), program.returncode)
    except subprocess.TimeoutExpired:
        program.kill()
        print("still there")


run(signal.SIGHUP, sys.argv[1])
ignored = subprocess.Popen(["avocet", "-b", sys.argv[1]], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                           preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN))
time.sleep(0.7)
ignored.send_signal(signal.SIGHUP)
time.sleep(0.3)
print("goes on" if ignored.poll() is None else "ended")
ignored.terminate()
print(ignored.wait(20))
run(signal.SIGTERM, "endless.zeek", times=2)
@TEST-END-FILE
