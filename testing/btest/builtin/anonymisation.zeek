# @TEST-DOC: Addresses become unrecognisable, but common prefixes remain common.
# @TEST-EXEC: avocet -b %INPUT >out 2>err
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: grep -c "error: addresses were anonymised" err >errors
# @TEST-EXEC: btest-diff errors

global orig_addr_anonymization = SEQUENTIALLY_NUMBERED;
global resp_addr_anonymization = PREFIX_PRESERVING_A50;
global other_addr_anonymization = PREFIX_PRESERVING_SHA256;

event anonymization_mapping(orig: addr, mapped: addr)
	{
	print "mapped", orig;
	}

# How many bits two addresses have in common at the front.
function common(a: addr, b: addr): count
	{
	local width = 32;
	while ( width > 0 && mask_addr(a, width) != mask_addr(b, width) )
		--width;
	return width;
	}

event zeek_init()
	{
	preserve_prefix(192.0.2.0, 16);
	preserve_subnet(198.51.100.0/24);
	print anonymize_addr(10.0.0.1, ORIG_ADDR), anonymize_addr(10.0.0.2, ORIG_ADDR), anonymize_addr(10.0.0.1, ORIG_ADDR);

	for ( _, class in vector(RESP_ADDR, OTHER_ADDR) )
		{
		local a = anonymize_addr(10.1.2.3, class);
		local b = anonymize_addr(10.1.2.77, class);
		local c = anonymize_addr(10.1.130.3, class);
		print a != 10.1.2.3, common(a, b), common(10.1.2.3, 10.1.2.77), common(a, c), common(10.1.2.3, 10.1.130.3);
		print anonymize_addr(198.51.100.9, class) in 198.51.100.0/24, anonymize_addr(192.0.99.9, class) in 192.0.0.0/16;
		print anonymize_addr([2001:db8::1], class) != [2001:db8::1];
		}

	preserve_prefix(10.0.0.0, 8);

	other_addr_anonymization = RANDOM_SHA256;
	local r = anonymize_addr(10.1.2.3, OTHER_ADDR);
	print r != 10.1.2.3, r == anonymize_addr(10.1.2.3, OTHER_ADDR), is_v4_addr(r);
	other_addr_anonymization = KEEP_ORIG_ADDR;
	print anonymize_addr(10.1.2.3, OTHER_ADDR);
	}
