# @TEST-DOC: A row waits for its tokens; hooks may add to it before.
# @TEST-EXEC: avocet -b -r $TRACES/tls12.pcap %INPUT >out
# @TEST-EXEC: log-cut ssl.log next_protocol >>out
# @TEST-EXEC: btest-diff out

@load base/protocols/ssl

event give_back(info: SSL::Info) { print "given back", info$logged; SSL::undelay_log(info, "me"); }

hook SSL::ssl_finishing(c: connection)
	{
	c$ssl$next_protocol = "something else";
	SSL::delay_log(c$ssl, "me");
	schedule 0.1msec { give_back(c$ssl) };
	}

event SSL::log_ssl(rec: SSL::Info) { print "logged", |rec$delay_tokens|; }
