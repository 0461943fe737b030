type X: record { a: addr; };
print "string" as X;
print /a(/;
print -9223372036854775809;
event zeek_init()
{
for ( x in 5 ) print x;
}
global t: table[count, count] of count;
event zeek_init()
{
for ( x in t ) print x;
}
event zeek_init()
{
while ( "a" ) { }
}
assert 1;
event new_connection(c: connection)
{
print c$ide;
}
event new_connection(c: connection)
{
print c$id$orig_x;
}
event new_connection(c: connection)
{
if ( c?$hist ) print 1;
}
type R: record { a: count; };
global r = R($b=1);
type R: record { a: count; };
global r: R = [$a="x"];
type R: record { a: count; b: string; };
global r = R($a=1);
type R: record { a: count; a: string; };
type R: record { a: count; };
global r = R($a=1);
delete r$a;
global x = 1;
print x$a;
redef record connection += { x: count; };
redef record Nope += { x: count &optional; };
type R: record { t: table[string] of count &log; };
type R: record { a: R; };
