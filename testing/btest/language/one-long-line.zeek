# A script may be one line: what is looked at behind each body must not begin with the first.
# @TEST-EXEC: python3 -c 'print(" ".join("function f%d() { }" % i for i in range(40000)))' >long.zeek
# @TEST-EXEC: timeout 25 avocet -b long.zeek -e 'event zeek_init() { print "read"; }' >out
# @TEST-EXEC: btest-diff out
