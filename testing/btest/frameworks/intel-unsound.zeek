# @TEST-DOC: An indicator that is no address or network is left out with a warning, and does not stand for every address.
# @TEST-EXEC: avocet -b -r $TRACES/http-get.pcap %INPUT >out 2>&1
# @TEST-EXEC: sed -n -e '/^match/p' -e 's/.*warning: //p' out >told
# @TEST-EXEC: btest-diff told

@load base/frameworks/intel

redef Intel::read_files += { "feed.dat" };
redef Reporter::errors_to_stderr = F;
redef enum Intel::Where += { HERE };

event Intel::match(s: Intel::Seen, items: set[Intel::Item])
	{
	for ( item in items )
		print "match", s$host, item$indicator, item$meta$source;
	}

event connection_established(c: connection)
	{
	for ( _, a in vector(198.51.100.7, 203.0.113.9, [2001:db8::1], [::], 10.1.2.3) )
		Intel::seen([$host=a, $where=HERE]);
	}

event Input::end_of_data(name: string, source: string)
	{
	Intel::remove([$indicator="nowhere", $indicator_type=Intel::ADDR, $meta=[$source="feed"]], T);
	}

@TEST-START-FILE feed.dat
#fields	indicator	indicator_type	meta.source
198.51.100.0/99	Intel::SUBNET	feed
everything	Intel::SUBNET	feed
198.51.100.300	Intel::ADDR	feed
203.0.113.0/24	Intel::SUBNET	feed
010.001.002.003	Intel::ADDR	feed
@TEST-END-FILE
