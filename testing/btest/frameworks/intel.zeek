# @TEST-DOC: Items from files, from scripts, of all kinds, are matched by what is seen; hooks decide; what is taken back is gone.
# @TEST-EXEC: avocet -b %INPUT >out
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: log-cut intel.log seen.indicator seen.indicator_type seen.where seen.node matched sources >matches
# @TEST-EXEC: btest-diff matches
# @TEST-EXEC: log-cut notice.log note msg sub >notices
# @TEST-EXEC: btest-diff notices

@TEST-START-FILE feeds/items.dat
#fields	indicator	indicator_type	meta.source	meta.desc	meta.do_notice	meta.if_in	meta.whitelist
10.1.1.1	Intel::ADDR	one	a host	T	-	F
10.1.1.1	Intel::ADDR	two	the same	F	-	F
10.1.0.0/16	Intel::SUBNET	one	its network	F	-	F
Example.ORG	Intel::DOMAIN	one	a name	T	SOMEWHERE	F
fine.example.org	Intel::DOMAIN	one	a good one	F	-	T
bad line
@TEST-END-FILE

@load policy/frameworks/intel/do_notice
@load policy/frameworks/intel/removal
@load policy/frameworks/intel/whitelist

redef exit_only_after_terminate = T;
redef Intel::path_prefix = "feeds/";
redef Intel::read_files += { "items.dat" };
redef enum Intel::Where += { SOMEWHERE, ELSEWHERE };

hook Intel::filter_item(item: Intel::Item)
	{
	if ( item$indicator == "unwanted" )
		break;
	}

hook Intel::indicator_inserted(indicator: string, indicator_type: Intel::Type) { print "inserted", indicator, indicator_type; }
hook Intel::indicator_removed(indicator: string, indicator_type: Intel::Type) { print "removed", indicator, indicator_type; }
hook Intel::seen_policy(s: Intel::Seen, found: bool)
	{
	print "seen", s$indicator, s$indicator_type, found;
	if ( s$indicator == "silent" )
		break;
	}

event Intel::match(s: Intel::Seen, items: set[Intel::Item]) { print "match", s$indicator, |items|; }
event Intel::read_error(desc: Input::EventDescription, message: string, level: Reporter::Level) { print "error", desc$name, level; }

function see(indicator: string, t: Intel::Type, where: Intel::Where)
	{
	Intel::seen([$indicator=indicator, $indicator_type=t, $where=where]);
	}

event take_back()
	{
	Intel::remove([$indicator="10.1.1.1", $indicator_type=Intel::ADDR, $meta=[$source="two"]]);
	Intel::remove([$indicator="10.1.1.1", $indicator_type=Intel::ADDR, $meta=[$source="nobody"]]);
	# What removal takes back never gets in.
	Intel::insert([$indicator="10.1.1.1", $indicator_type=Intel::ADDR, $meta=[$source="one", $remove=T]]);
	Intel::remove([$indicator="example.org", $indicator_type=Intel::DOMAIN, $meta=[$source="x"]], T);
	Intel::seen([$host=10.1.1.1, $where=SOMEWHERE]);
	see("example.org", Intel::DOMAIN, SOMEWHERE);
	terminate();
	}

event Input::end_of_data(name: string, source: string)
	{
	print name, source;
	Intel::insert([$indicator="silent", $indicator_type=Intel::USER_NAME, $meta=[$source="me"]]);
	Intel::insert([$indicator="unwanted", $indicator_type=Intel::USER_NAME, $meta=[$source="me"]]);
	Intel::seen([$host=10.1.1.1, $where=ELSEWHERE]);
	Intel::seen([$host=10.1.2.2, $where=SOMEWHERE]);
	Intel::seen([$host=10.2.0.1, $where=SOMEWHERE]);
	see("eXample.org", Intel::DOMAIN, SOMEWHERE);
	see("example.org", Intel::DOMAIN, ELSEWHERE);
	see("example.org", Intel::URL, SOMEWHERE);
	see("fine.example.org", Intel::DOMAIN, SOMEWHERE);
	see("silent", Intel::USER_NAME, SOMEWHERE);
	see("unwanted", Intel::USER_NAME, SOMEWHERE);
	event take_back();
	}
