# 0
function f(a: string, b: count &default=5): string { return fmt("%s %d", a, b); } print f("a"), f("a", 1);
# 1
event zeek_init() { local x = 1; local f = function[x](y: count): count { return x + y; }; print f(2); }
# 2
function f(): function(x: count): count { return function(x: count): count { return x; }; } print f()(5);
# 3
global h: hook(a: count); hook h(a: count) &priority=5 { if ( a > 1 ) break; } print hook h(1);
# 4
global e: event(a: count, b: string &default="x"); event e(a: count, b: string) { print a, b; } event e(1);
# 5
global e: event(a: count, b: string); global e: event(b: string); event e(b: string) { print b; } event e(1, "x");
