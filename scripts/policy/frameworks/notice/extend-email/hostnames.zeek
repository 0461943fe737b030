##! Adds the names of the hosts to mails about notices. Mails wait until the names are known.

@load base/frameworks/notice/main

module Notice;

# Conditions of `when` get copies of what they use, so notices are found by name.
global waiting_for_names: table[string] of Notice::Info = table() &create_expire=max_email_delay + 10secs;

# Looks up a host, then adds a line and takes the token away that made the mail wait.
function add_hostname(id: string, host: addr, role: string, token: string)
	{
	when [id, host, role, token] ( local name = lookup_addr(host) )
		{
		if ( id in waiting_for_names )
			{
			local n = waiting_for_names[id];
			n$email_body_sections += fmt("%s hostname: %s\n", role, name);
			delete n$email_delay_tokens[token];
			}
		}
	}

# After the addresses of mails are decided, before mails are sent.
hook notice(n: Notice::Info) &priority=-1
	{
	if ( |n$email_dest| == 0 || (! n?$src && ! n?$dst) )
		return;

	local id = unique_id("");
	waiting_for_names[id] = n;

	if ( n?$src )
		add n$email_delay_tokens["hostnames-src"];

	if ( n?$dst )
		add n$email_delay_tokens["hostnames-dst"];

	if ( n?$src )
		add_hostname(id, n$src, "orig/src", "hostnames-src");

	if ( n?$dst )
		add_hostname(id, n$dst, "resp/dst", "hostnames-dst");
	}
