##! The addresses of connections that were set up.

@load base/frameworks/intel
@load ./where-locations

event connection_established(c: connection) &group="Intel::ADDR"
	{
	# A side that never answered did not really take part.
	if ( c$orig$state != TCP_ESTABLISHED || c$resp$state != TCP_ESTABLISHED )
		return;

	Intel::seen(Intel::Seen($host=c$id$orig_h, $conn=c, $where=Conn::IN_ORIG));
	Intel::seen(Intel::Seen($host=c$id$resp_h, $conn=c, $where=Conn::IN_RESP));
	}
