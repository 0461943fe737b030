##! Hosts, people and programs that mail speaks of.

@load base/frameworks/intel
@load base/protocols/smtp
@load base/utils/email
@load ./where-locations

# Tells of the address in a header's value, if there is one.
function saw_email(c: connection, value: string, where: Intel::Where)
	{
	local address = extract_first_email_addr(value);

	if ( address != "" )
		Intel::seen(Intel::Seen($indicator=address, $indicator_type=Intel::EMAIL, $conn=c, $where=where));
	}

event mime_end_entity(c: connection) &group="Intel::ADDR"
	{
	if ( ! c?$smtp )
		return;

	if ( c$smtp?$path )
		for ( _, hop in c$smtp$path )
			Intel::seen(Intel::Seen($host=hop, $conn=c, $where=SMTP::IN_RECEIVED_HEADER));

	if ( c$smtp?$x_originating_ip )
		Intel::seen(Intel::Seen($host=c$smtp$x_originating_ip, $conn=c,
		                        $where=SMTP::IN_X_ORIGINATING_IP_HEADER));
	}

event mime_end_entity(c: connection) &group="Intel::SOFTWARE"
	{
	if ( c?$smtp && c$smtp?$user_agent )
		Intel::seen(Intel::Seen($indicator=c$smtp$user_agent, $indicator_type=Intel::SOFTWARE, $conn=c,
		                        $where=SMTP::IN_HEADER));
	}

event mime_end_entity(c: connection) &group="Intel::EMAIL"
	{
	if ( ! c?$smtp )
		return;

	local mail = c$smtp;

	if ( mail?$mailfrom )
		Intel::seen(Intel::Seen($indicator=mail$mailfrom, $indicator_type=Intel::EMAIL, $conn=c,
		                        $where=SMTP::IN_MAIL_FROM));

	if ( mail?$rcptto )
		for ( recipient in mail$rcptto )
			saw_email(c, recipient, SMTP::IN_RCPT_TO);

	if ( mail?$from )
		saw_email(c, mail$from, SMTP::IN_FROM);

	if ( mail?$to )
		for ( addressee in mail$to )
			saw_email(c, addressee, SMTP::IN_TO);

	if ( mail?$cc )
		for ( reader in mail$cc )
			saw_email(c, reader, SMTP::IN_CC);

	if ( mail?$reply_to )
		Intel::seen(Intel::Seen($indicator=mail$reply_to, $indicator_type=Intel::EMAIL, $conn=c,
		                        $where=SMTP::IN_REPLY_TO));
	}
