# @TEST-DOC: Databases of places and networks are found where options say, and opened anew once replaced.
# @TEST-EXEC: avocet -b %INPUT >none
# @TEST-EXEC: btest-diff none
# @TEST-EXEC: python3 $ROOT/testing/btest/Scripts/make-mmdb city GeoLite2-City.mmdb
# @TEST-EXEC: python3 $ROOT/testing/btest/Scripts/make-mmdb asn GeoLite2-ASN.mmdb
# @TEST-EXEC: avocet -b %INPUT >found
# @TEST-EXEC: btest-diff found
# @TEST-EXEC: head -c 100 GeoLite2-City.mmdb >broken.mmdb
# @TEST-EXEC: avocet -b broken.zeek >broken
# @TEST-EXEC: btest-diff broken

redef mmdb_dir = "/no/such/folder";
redef mmdb_dir_fallbacks = vector("/nor/this", ".");

event zeek_init()
	{
	for ( _, a in vector(192.0.2.7, [2001:db8::1], 198.51.100.1) )
		print a, lookup_location(a), lookup_autonomous_system(a);
	}

# @TEST-START-FILE broken.zeek
redef mmdb_stale_check_interval = 0 sec;

event reporter_info(t: time, msg: string, location: string)
	{
	print sub(msg, /:.*/, "");
	}

event again()
	{
	print lookup_location(192.0.2.7)?$city;
	}

event zeek_init()
	{
	print mmdb_open_location_db("broken.mmdb"), lookup_location(192.0.2.7)?$city;
	print piped_exec("cp GeoLite2-City.mmdb copy.mmdb", ""), mmdb_open_location_db("copy.mmdb");
	print lookup_location(192.0.2.7)?$city;
	print piped_exec("cp GeoLite2-ASN.mmdb other.mmdb && mv other.mmdb copy.mmdb", "");
	event again();
	}
# @TEST-END-FILE
