# 0
print |5|, |-5|, |"abc"|, |1.2.3.4|, |10.0.0.0/8|, |5sec|, |vector(1)|;
# 1
event zeek_init() { while ( T ) { if ( network_time() > network_time() ) next; break; } }
# 2
function f(n: count): count { if ( n == 0 ) return 0; else return f(n - 1); } print f(3);
# 3
event zeek_init() { local a = vector("b", "a"); sort(a, function(x: string, y: string): int { return x < y ? -1 : 1; }); print a; }
