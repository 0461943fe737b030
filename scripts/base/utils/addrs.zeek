##! Addresses within text.

module GLOBAL;

export {
	const ipv4_decim = /[0-9]{1}|[0-9]{2}|0[0-9]{2}|1[0-9]{2}|2[0-4][0-9]|25[0-5]/;
	const ipv4_addr_regex = ipv4_decim & /\./ & ipv4_decim & /\./ & ipv4_decim & /\./ & ipv4_decim;

	const ipv6_hextet = /[0-9A-Fa-f]{1,4}/;

	## All eight groups, or six and an IPv4 address.
	const ipv6_8hex_regex = /([0-9A-Fa-f]{1,4}:){7}/ & ipv6_hextet;
	const ipv6_hex4dec_regex = /([0-9A-Fa-f]{1,4}:){6}/ & ipv4_addr_regex;

	## Groups around a double colon: with n before it, up to 7-n behind it.
	const ipv6_compressed_hex_regex =
		/::([0-9A-Fa-f]{1,4}(:[0-9A-Fa-f]{1,4}){0,6})?/ |
		/[0-9A-Fa-f]{1,4}::([0-9A-Fa-f]{1,4}(:[0-9A-Fa-f]{1,4}){0,5})?/ |
		/[0-9A-Fa-f]{1,4}(:[0-9A-Fa-f]{1,4}){1}::([0-9A-Fa-f]{1,4}(:[0-9A-Fa-f]{1,4}){0,4})?/ |
		/[0-9A-Fa-f]{1,4}(:[0-9A-Fa-f]{1,4}){2}::([0-9A-Fa-f]{1,4}(:[0-9A-Fa-f]{1,4}){0,3})?/ |
		/[0-9A-Fa-f]{1,4}(:[0-9A-Fa-f]{1,4}){3}::([0-9A-Fa-f]{1,4}(:[0-9A-Fa-f]{1,4}){0,2})?/ |
		/[0-9A-Fa-f]{1,4}(:[0-9A-Fa-f]{1,4}){4}::([0-9A-Fa-f]{1,4}(:[0-9A-Fa-f]{1,4}){0,1})?/ |
		/[0-9A-Fa-f]{1,4}(:[0-9A-Fa-f]{1,4}){5}::([0-9A-Fa-f]{1,4})?/ |
		/[0-9A-Fa-f]{1,4}(:[0-9A-Fa-f]{1,4}){6}::/;

	## The same in front of an IPv4 address.
	const ipv6_compressed_hex4dec_regex =
		/::([0-9A-Fa-f]{1,4}:){0,5}/ & ipv4_addr_regex |
		/[0-9A-Fa-f]{1,4}::([0-9A-Fa-f]{1,4}:){0,4}/ & ipv4_addr_regex |
		/[0-9A-Fa-f]{1,4}(:[0-9A-Fa-f]{1,4}){1}::([0-9A-Fa-f]{1,4}:){0,3}/ & ipv4_addr_regex |
		/[0-9A-Fa-f]{1,4}(:[0-9A-Fa-f]{1,4}){2}::([0-9A-Fa-f]{1,4}:){0,2}/ & ipv4_addr_regex |
		/[0-9A-Fa-f]{1,4}(:[0-9A-Fa-f]{1,4}){3}::([0-9A-Fa-f]{1,4}:){0,1}/ & ipv4_addr_regex |
		/[0-9A-Fa-f]{1,4}(:[0-9A-Fa-f]{1,4}){4}::/ & ipv4_addr_regex;

	const ipv6_addr_regex = ipv6_8hex_regex | ipv6_compressed_hex_regex | ipv6_hex4dec_regex |
		ipv6_compressed_hex4dec_regex;

	const ip_addr_regex = ipv4_addr_regex | ipv6_addr_regex;

	## Whether all parts of a dotted address are numbers up to 255.
	global has_valid_octets: function(octets: string_vec): bool;

	## Finds the addresses in a text.
	##
	## check_wrapping: Only those in brackets, between blanks, or making up the whole text.
	global extract_ip_addresses: function(input: string, check_wrapping: bool &default=F): string_vec;

	## Renders an address for use in a URI: IPv6 in brackets.
	global addr_to_uri: function(a: addr): string;

	## Renders a hardware address of 12 or 16 hex digits with colons, in small letters.
	##
	## Returns: An empty string if it is something else.
	global normalize_mac: function(a: string): string;
}

function has_valid_octets(octets: string_vec): bool
	{
	for ( i in octets )
		if ( to_count(octets[i]) > 255 )
			return F;

	return T;
	}

# Whether what stands before and behind belong together.
function wraps(before: string, after: string): bool
	{
	if ( before == "" || after == "" )
		return before == after;

	local pair = before[-1] + after[0];
	return pair == "[]" || pair == "()" || pair == "{}" || pair == "  ";
	}

function extract_ip_addresses(input: string, check_wrapping: bool &default=F): string_vec
	{
	# Odd parts are the matches.
	local parts = split_string_all(input, ip_addr_regex);
	local found: string_vec;
	local i = 1;

	while ( i + 1 < |parts| )
		{
		if ( is_valid_ip(parts[i]) && ( ! check_wrapping || wraps(parts[i - 1], parts[i + 1]) ) )
			found += parts[i];

		i += 2;
		}

	return found;
	}

function addr_to_uri(a: addr): string
	{
	return is_v4_addr(a) ? cat(a) : cat("[", a, "]");
	}

function normalize_mac(a: string): string
	{
	local digits = to_lower(gsub(a, /[^A-Fa-f0-9]/, ""));

	if ( |digits| != 12 && |digits| != 16 )
		return "";

	return join_string_vec(find_all_ordered(digits, /../), ":");
	}
