# @TEST-DOC: JSON is read as RFC 8259 has it: numbers without zeros in front and with digits behind point and e, no bare control characters in strings.
# @TEST-EXEC: avocet -b %INPUT >out
# @TEST-EXEC: btest-diff out

event zeek_init()
	{
	for ( _, good in vector("0", "-0", "10", "0.5", "1e5", "1E+5", "-1.5e-3") )
		print good, from_json(good, double)$valid;
	for ( _, bad in vector("01", "-", "1.", ".5", "1.e5", "1e", "1e+", "00", "-01", "+1") )
		print bad, from_json(bad, double)$valid;
	print from_json("\"a\x01b\"", string)$valid, from_json("\"a\nb\"", string)$valid, from_json("\"a\\nb\"", string)$v;
	}
