# @TEST-DOC: Names and kinds of analyzers; one numbering for all kinds.
# @TEST-EXEC: avocet -b %INPUT >out
# @TEST-EXEC: btest-diff out

function show(tag: AllAnalyzers::Tag)
	{
	print tag, Analyzer::name(tag), Analyzer::kind(tag), Analyzer::get_tag(Analyzer::name(tag)) == tag;
	}

event zeek_init()
	{
	local any_kind: AllAnalyzers::Tag = Analyzer::ANALYZER_DNS;
	print any_kind, any_kind == AllAnalyzers::ANALYZER_ANALYZER_DNS;
	print PacketAnalyzer::ANALYZER_VXLAN, Files::ANALYZER_MD5, AllAnalyzers::FILES_ANALYZER_MD5;

	show(any_kind);
	show(PacketAnalyzer::ANALYZER_VXLAN);
	show(Files::ANALYZER_MD5);

	print Analyzer::has_tag("DNS"), Analyzer::has_tag("NO_SUCH_THING");
	print Analyzer::register_for_ports(Analyzer::ANALYZER_DNS, set(53/udp, 53/tcp), set(5353/udp));
	print Analyzer::registered_ports(Analyzer::ANALYZER_DNS), 53/udp in likely_server_ports, 5353/udp in likely_server_ports;
	print Analyzer::all_registered_ports();
	print Analyzer::analyzer_to_bpf(Analyzer::ANALYZER_DNS), Analyzer::analyzer_to_bpf(Analyzer::ANALYZER_SSH);
	print Analyzer::analyzer_to_bpf(Analyzer::ANALYZER_DNS) in Analyzer::get_bpf();
	print Analyzer::disable_analyzer(PacketAnalyzer::ANALYZER_VXLAN), Analyzer::disable_analyzer(PacketAnalyzer::ANALYZER_TCP);
	print current_analyzer();

	# The labels of the three kinds are those of all, in other words.
	local n = 0;
	for ( label in enum_names(Analyzer::Tag) )
		++n;
	for ( label in enum_names(PacketAnalyzer::Tag) )
		++n;
	for ( label in enum_names(Files::Tag) )
		++n;
	print n == |enum_names(AllAnalyzers::Tag)|;
	}
