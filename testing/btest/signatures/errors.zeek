# One mistake is one error at its place, and nothing runs.
# @TEST-EXEC-FAIL: avocet -b -s broken %INPUT >out 2>err
# @TEST-EXEC-FAIL: avocet -b -s missing %INPUT >>out 2>>err
# @TEST-EXEC: btest-diff err
# @TEST-EXEC: test ! -s out

function no_condition(state: signature_state): bool { return T; }
event no_match(c: connection) &is_used { }
event zeek_init() { print "runs"; }

# @TEST-START-FILE broken.sig
signature one { ip-protocol == tcp event "x" }
signature two { payload /a(b/ event "x" }
signature three { eval no_condition event "x" }
signature four { eval nothing event "x" }
signature five { event no_match "x" }
signature six { requires-signature seven event "x" }
signature six { event "again" }
# @TEST-END-FILE
