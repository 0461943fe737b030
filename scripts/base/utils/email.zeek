##! Addresses of email within text.

# An address with what stands around it: brackets, blanks, commas, colons or nothing.
const email_with_surroundings = /(^|[<,:[:blank:]])[^<,:[:blank:]@]+"@"[^>,;[:blank:]]+([>,;[:blank:]]|$)/;

function without_surroundings(address: string): string
	{
	return gsub(address, /[<>,:;[:blank:]]/, "");
	}

## All addresses in a text, in their order.
function extract_email_addrs_vec(str: string): string_vec
	{
	local found: string_vec;

	for ( _, address in find_all_ordered(str, email_with_surroundings) )
		found += without_surroundings(address);

	return found;
	}

## All different addresses in a text.
function extract_email_addrs_set(str: string): set[string]
	{
	local found: set[string];

	for ( address in find_all(str, email_with_surroundings) )
		add found[without_surroundings(address)];

	return found;
	}

## The first address in a text, or an empty string.
function extract_first_email_addr(str: string): string
	{
	local found = extract_email_addrs_vec(str);
	return |found| == 0 ? "" : found[0];
	}

## The addresses of a header line of MIME, with the names in front of them.
function split_mime_email_addresses(line: string): set[string]
	{
	local found: set[string];

	for ( address in find_all(line, /(\"[^"]*\")?[^,]+@[^,]+/) )
		add found[strip(address)];

	return found;
	}
