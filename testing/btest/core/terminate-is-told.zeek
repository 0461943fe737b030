# @TEST-DOC: A run that terminate() ends says so, as one does that a signal ends; exit() is silent.
# @TEST-EXEC: avocet -b %INPUT >out 2>&1
# @TEST-EXEC: expect-exit 3 avocet -b -e 'event zeek_init() { exit(3); }' >>out 2>&1
# @TEST-EXEC: btest-diff out

event zeek_init() { print terminate(); print terminate(); }
event zeek_done() { print "done"; }
