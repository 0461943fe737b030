# What `+=` adds to a pattern comes first in it, as in Zeek; `|` keeps the order.
# @TEST-EXEC: avocet -b %INPUT >out
# @TEST-EXEC: btest-diff out

global redefined = /a/ &redef;
redef redefined += /b/;

local changed = /c/;
changed += /d/;
print redefined, changed, /e/ | /f/;
print "a" == redefined, "b" == redefined, "d" == changed;

# Without a value, the pattern begins with the first that is added.
global gathered: pattern &redef;
redef gathered += /f/;
redef gathered += /g/;
print gathered;
