# @TEST-DOC: What a signature does happens in the order it is written in: an analyzer that is attached first tells what it sees before the match is told.
# @TEST-EXEC: avocet -b -r $TRACES/ftp-other-port.pcap -s after %INPUT | head -2 >out
# @TEST-EXEC: avocet -b -r $TRACES/ftp-other-port.pcap -s before %INPUT | head -2 >>out
# @TEST-EXEC: btest-diff out

@TEST-START-FILE after.sig
signature ftp {
  ip-proto == tcp
  payload /220/
  tcp-state responder
  enable "ftp"
  event "found"
}
@TEST-END-FILE

@TEST-START-FILE before.sig
signature ftp {
  ip-proto == tcp
  payload /220/
  tcp-state responder
  event "found"
  enable "ftp"
}
@TEST-END-FILE

event signature_match(state: signature_state, msg: string, data: string) { print "match"; }
event ftp_reply(c: connection, code: count, msg: string, cont_resp: bool) { print "reply", code; }
