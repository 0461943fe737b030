type R: record { a: set[string] &default=set(1); };
print to_lower();
print to_lower("a", "b");
print to_lower(5);
function f(): count
{
return "a";
}
print f();
function f()
{
return 1;
}
f();
function f(): count
{
return;
}
print f();
function f() { }
print f();
global h: hook(a: count);
h(1);
function f() { }
hook f();
zeek_init();
function f() { }
event f();
event new_connection(c: string)
{ }
event new_connection(c: connection, d: count)
{ }
global f: function(a: count): string;
function f(a: string): string { return a; }
schedule 5 { zeek_init() };
event zeek_init()
{
local x = 1;
local f = function() { print x; };
f();
}
event zeek_init()
{
local x = 1;
local f = function[x]() { print 1; };
f();
}
event zeek_init()
{
local f = function[y]() { print y; };
f();
}
event zeek_init()
{
local x = 1;
when ( network_time() > network_time() ) { print x; }
}
