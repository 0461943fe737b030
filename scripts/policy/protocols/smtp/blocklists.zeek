##! Notices servers that refuse mail because of a block list.

@load base/protocols/smtp
@load base/frameworks/notice

module SMTP;

export {
	redef enum Notice::Type += {
		## A server names a block list.
		Blocklist_Error_Message,
		## The block list has the client itself.
		Blocklist_Blocked_Host,
	};

	## What replies say that name a block list.
	option blocklist_error_messages =
		/spamhaus\.org\// | /sophos\.com\/security\// | /spamcop\.net\/bl/ | /cbl\.abuseat\.org\// |
		/sorbs\.net\// | /bsn\.borderware\.com\// | /mail-abuse\.com\// | /b\.barracudacentral\.com\// |
		/psbl\.surriel\.com\// | /antispam\.imp\.ch\// | /dyndns\.com\/.*spam/ | /rbl\.knology\.net\// |
		/intercept\.datapacket\.net\// | /uceprotect\.net\// | /hostkarma\.junkemailfilter\.com\//;
}

event smtp_reply(c: connection, is_orig: bool, code: count, cmd: string, msg: string, cont_resp: bool) &priority=3
	{
	if ( code < 400 || code == 421 || blocklist_error_messages !in msg )
		return;

	local named = extract_ip_addresses(msg);
	local is_client = |named| > 0 && to_addr(named[0]) == c$id$orig_h;
	local note = is_client ? Blocklist_Blocked_Host : Blocklist_Error_Message;
	local text = is_client ? fmt("%s is on an SMTP block list", c$id$orig_h) :
		fmt("%s received an error message mentioning an SMTP block list", c$id$orig_h);
	NOTICE(Notice::Info($note=note, $conn=c, $msg=text, $sub=msg, $identifier=cat(c$id$orig_h)));
	}
