# 0
event zeek_init() { local x: string; if ( T ) x = "a"; else x = "b"; print x; }
# 1
event zeek_init() { local x: string; for ( i in vector(1) ) { x = cat(i); } print x; }
# 2
function f(a: count): string { switch ( a ) { case 1, 2: return "a"; case 3: fallthrough; default: return "b"; } } print f(1);
# 3
function f(a: any): string { switch ( a ) { case type count as c: return cat(c); case type string: return "s"; default: break; } return ""; } print f(1);
# 4
event zeek_init() { for ( [a, b], c in table([1, "x"] = T) ) print a, b, c; for ( _, v in vector(1) ) print v; for ( c2 in "abc" ) print c2; }
# 5
event zeek_init() { local v = vector(1, 2, 3); v += 4; v += vector(5); v[1:2] = vector(9); print v[-1], v[1:], |v|; delete v; }
