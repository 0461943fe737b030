function cat(): count { return 1; }
const c = 1;
event zeek_init()
{
c = 2;
}
option o = 1;
event zeek_init()
{
o = 2;
}
global g = 1;
redef g = 2;
redef nope = 2;
const g = 1 &redef;
redef g = "a";
const g = T &redef;
redef g += F;
type E: enum { A };
redef E += { B };
option o: count;
global g: count &default=1;
global g: count &optional;
global g: table[int] of string &write_expire="x";
global g: table[int] of count &default=1 &default=2;
event zeek_init()
{
break;
}
event zeek_init()
{
next;
}
event zeek_init()
{
switch ( 1 ) {
case 1:
print 1;
}
}
event zeek_init()
{
switch ( 1 ) {
case 1: break;
case 1: break;
}
}
event zeek_init()
{
switch ( 1 ) {
case "a": break;
}
}
global s: set[count];
add s["a"];
global t: table[count] of count;
add t[1];
