# @TEST-DOC: Signatures look at URIs, headers and bodies, each by itself; HTTP is found on any port.
# @TEST-EXEC: avocet -b -r $TRACES/http-multipart.pcap %INPUT | sort >out
# @TEST-EXEC: btest-diff out

@load base/protocols/http
@load base/protocols/conn
@load-sigs ./parts.sig

# Not by its port.
redef HTTP::ports = {};

event found(state: signature_state, msg: string, data: string)
	{
	print msg, state$is_orig;
	}

event connection_state_remove(c: connection)
	{
	print "service", c$service;
	}

# @TEST-START-FILE parts.sig
signature uri { http-request /\/form$/
  event found "the URI" }
signature header { http-request-header /Content-Type: multipart/
  event found "a header of the request" }
signature body { http-request-body /.*second line/
  event found "the body of the request" }
signature reply-header { http-reply-header /Content-Type: image/
  event found "a header of the reply" }
signature reply-body { http-reply-body /GIF89a/
  event found "the body of the reply" }
signature no-body { http-reply-body /second line/
  event found "what is not there" }
# @TEST-END-FILE
