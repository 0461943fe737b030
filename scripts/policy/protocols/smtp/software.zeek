##! Takes note of the programs that mail was written and sent with: what the clients are, and whether mail was
##! written in a browser.

@load base/frameworks/software/main
@load base/protocols/smtp/main

module SMTP;

export {
	redef enum Software::Type += {
		MAIL_CLIENT,
		MAIL_SERVER,
		WEBMAIL_SERVER
	};

	redef record Info += {
		## Whether the mail was written in a browser.
		is_webmail: bool &log &default=F;
	};

	## Whose mails are believed. A server of ours is trusted with the headers that it adds; others may write there
	## what they like.
	option detect_clients_in_messages_from = LOCAL_HOSTS;

	## What programs that serve mail in browsers call themselves.
	option webmail_user_agents =
	                     /^iPlanet Messenger/
	                   | /^Sun Java\(tm\) System Messenger Express/
	                   | /\(IMP\)/
	                   | /^SquirrelMail/
	                   | /^NeoMail/
	                   | /ZimbraWebClient/;
}

event mime_one_header(c: connection, h: mime_header_rec) &priority=4
	{
	if ( c?$smtp && h$name in set("USER-AGENT", "X-MAILER") && webmail_user_agents in h$value )
		c$smtp$is_webmail = T;
	}

event log_smtp(rec: Info)
	{
	if ( ! rec?$user_agent || ! addr_matches_host(rec$id$orig_h, detect_clients_in_messages_from) )
		return;

	# Where the mail was written is the last of the hosts that it came through.
	local host = rec?$path && |rec$path| > 0 ? rec$path[|rec$path| - 1] : rec$id$orig_h;
	Software::found(rec$id, Software::Info($unparsed_version=rec$user_agent, $host=host,
		$software_type=rec$is_webmail ? WEBMAIL_SERVER : MAIL_CLIENT));
	}
