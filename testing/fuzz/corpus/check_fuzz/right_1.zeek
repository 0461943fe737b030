# 0
global t: table[string, count] of set[port] = { ["a", 1] = set(1/tcp), ["b", 2] = { } }; print t["a", 1];
# 1
global s: set[string, count] = { ["a", [1, 2]], [["b", "c"], 3] }; print s;
# 2
global ports = { 22/tcp, 53/udp }; global more: set[port] = { ports, 80/tcp }; print more;
# 3
type R: record { a: count &default=1; b: string &optional; c: set[string]; }; global r: R = []; print r, R($b="x"), r?$b;
# 4
type A: record { x: count; }; type B: record { x: count; y: string &optional; }; global a = A($x=1); global b: B = a; print b;
# 5
type L: record { v: count; next_one: L &optional; }; global l = L($v=1); print l;
