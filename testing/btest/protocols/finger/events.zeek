# @TEST-DOC: A question to Finger and its answer; a signature looks at the question.
# @TEST-EXEC: avocet -b -r $TRACES/finger.pcap -s ./who.sig %INPUT >out
# @TEST-EXEC: btest-diff out

@load base/protocols/finger
@load base/frameworks/signatures

event finger_request(c: connection, full: bool, username: string, hostname: string) { print full, username, hostname; }
event finger_reply(c: connection, reply_line: string) { print reply_line; }
event signature_match(state: signature_state, msg: string, data: string) { print msg; }
event connection_state_remove(c: connection) { print c$service; }

@TEST-START-FILE who.sig
signature who {
  finger /.*me@/
  event "somebody asks about me"
}
@TEST-END-FILE
