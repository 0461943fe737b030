# 0
redef record connection += { extra: count &default=0; }; event new_connection(c: connection) { c$extra = 5; print c$extra; }
# 1
global f: function(a: count): count; function f(a: count): count { return a; } print f(1);
# 2
global g: function(); event zeek_init() { g = function() { print 1; }; g(); }
# 3
module M; export { global f: function(): count; const x = 5 &redef; } function f(): count { return x; } module GLOBAL; print M::f(), M::x;
# 4
@if ( T )
print 1;
@else
print nope;
@endif
@ifdef ( cat )
print 2;
@endif
# 5
global t: table[subnet] of string = { [10.0.0.0/8] = "a" }; print t[10.1.1.1], 10.1.1.1 in t;
