##! Notices mail that comes from some countries or networks.

@load base/frameworks/notice/main
@load base/protocols/smtp/main

module SMTP;

export {
	redef enum Notice::Type += {
		## A message names such an address in X-Originating-IP.
		Suspicious_Origination
	};

	## Countries by their codes of two letters.
	option suspicious_origination_countries: set[string] = {};

	## Networks.
	option suspicious_origination_networks: set[subnet] = {};
}

event log_smtp(rec: Info)
	{
	if ( ! rec?$x_originating_ip )
		return;

	local host = rec$x_originating_ip;
	local place = lookup_location(host);
	local in_country = place?$country_code && place$country_code in suspicious_origination_countries;

	if ( in_country || host in suspicious_origination_networks )
		NOTICE(Notice::Info($note=Suspicious_Origination, $id=rec$id, $uid=rec$uid,
			$msg=fmt("An email originated from %s (%s).", place?$country_code ? place$country_code : "", host)));
	}
