global s: set[count];
print add s[1];
1 = 2;
event zeek_init()
{
local x = 1;
x == 2;
}
event no_such_event()
{ }
module M;
function f() { }
global d: count = 1 &deprecated="gone soon";
print d;
type A: enum { X };
type B: enum { Y };
print X == Y;
