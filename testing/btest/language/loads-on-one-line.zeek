# @TEST-DOC: Directives may follow one another on a line, as in published scripts whose line breaks were lost.
# @TEST-EXEC: avocet -b %INPUT >out 2>&1
# @TEST-EXEC: btest-diff out

@load ./one   	@load ./two # and a comment
@load ./three @load-sigs ./none.sig
@load ./at@sign

# @TEST-START-FILE one.zeek
print "one";
# @TEST-END-FILE
# @TEST-START-FILE two.zeek
print "two";
# @TEST-END-FILE
# @TEST-START-FILE three.zeek
print "three";
# @TEST-END-FILE
# @TEST-START-FILE at@sign.zeek
print "sign";
# @TEST-END-FILE
# @TEST-START-FILE none.sig
# @TEST-END-FILE
