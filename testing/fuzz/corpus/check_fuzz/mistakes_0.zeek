event zeek_init()
{ print foo; }
event zeek_init()
{ foo(1); print foo(2); }
global x: coutn;
event zeek_init() { print x; ++x; }
global f: function(a: Typo): string;
event zeek_init() { print f(1); }
type R: record { a: Typo; b: string; };
global r = R($a=1, $b="");
module A;
global x = 1;
module B;
print A::x;
print Nowhere::x;
global x = 1;
global x = 2;
event zeek_init()
{
local x = 1;
local x = 2;
}
function f(a: count)
{
local a = 2;
}
f(1);
global g = 1;
event zeek_init()
{
local g = 2;
}
event zeek_init()
{
if ( T ) { local x = 1; }
print x;
}
event zeek_init()
{
local _ = 1;
print _;
}
function f() { }
function f() { }
f();
type f: record { };
type f: bool;
type A: enum { ONE, TWO };
type B: enum { TWO };
global x: count = "a";
event zeek_init()
{
local x: string;
x = 5;
}
global c: count = -1;
global c: count = 1.5;
