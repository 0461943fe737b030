# 0
event zeek_init() { local t: table[string] of count &default=0; ++t["a"]; t["b"] += 2; delete t["a"]; print t; }
# 1
global x: any = 5; print x as count, x is string, (x as count) + 1;
# 2
event zeek_init() { local a = 1.2.3.4; when [a] ( local n = lookup_addr(a) ) { print n, a; } timeout 5sec { print a; } }
# 3
const a = 5 &redef; redef a = 6; const s: set[count] = { 1 } &redef; redef s += { 2, 3 }; redef s -= { 1 }; print a, s;
# 4
const v: vector of string = { "a" } &redef; redef v += { "b" }; const p = /a/ &redef; redef p += /b/; print v, p;
# 5
type E: enum { A = 0, B = 5 }; redef enum E += { C, D }; print A, B, C, D;
