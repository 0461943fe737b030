# `avocet check` reads signatures, too. A mistake costs one rule and is told once: what stands behind it in the rule, and
# that others require it, says nothing new.
# @TEST-EXEC-FAIL: avocet check %INPUT >out 2>err
# @TEST-EXEC: btest-diff err
# @TEST-EXEC: test ! -s out

@load-sigs ./mistakes

# @TEST-START-FILE mistakes.sig
// how others write comments
signature one {
  ip-proto == tcp
  paylod /.*\/bin\/sh/
  event "a shell"
}

signature two {
  requires-signature one
  payload "/bin/sh"
  http-request /.*cmd\.exe/
  event "a shell"
}

signature three {
  requires-signature two
  dst-port == 80,70000
  payload /.*\?/
  event "far away"
}

signature four {
  event “typographic”
  payload /.*$/
}

signature five {
  dst-port == 80;
  payload /.*\.php/
  event "page"
}

signature six {
  requires-signature five
  event "page"
}
# @TEST-END-FILE
