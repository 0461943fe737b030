global i: interval = 5;
event zeek_init()
{
if ( 1 ) print 2;
}
event zeek_init()
{
local b = 1;
if ( b = 2 ) print 2;
}
print 1 + "a";
print "a" < 5;
print 5 in "a";
print vector(1, "a");
print set(1, "a");
global s: set[port] = set(1, 2/tcp);
global t: table[string] of count = { ["a"] = "b" };
global t: table[string] of count = { [1] = 1 };
global t: table[string] of count;
print t[1];
global t: table[string, count] of count;
print t["a"];
global s: set[any];
global x = 5;
print x[1];
global x = 5;
x();
print |/a/|;
global v = vector(1);
++v;
print T ? 1 : "a";
global x: string = "a" as count;
