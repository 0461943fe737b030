##! Lists the ports of the tunnels over UDP, which the engine reads by itself, among those that are
##! registered.

@load base/frameworks/analyzer
@load ./gre
@load ./ayiya
@load ./geneve
@load ./vxlan
@load ./teredo
@load ./gtpv1

event zeek_init() &priority=20
	{
	Analyzer::ports[PacketAnalyzer::ANALYZER_TEREDO] = PacketAnalyzer::TEREDO::teredo_ports;
	Analyzer::ports[PacketAnalyzer::ANALYZER_AYIYA] = PacketAnalyzer::AYIYA::ayiya_ports;
	Analyzer::ports[PacketAnalyzer::ANALYZER_GENEVE] = PacketAnalyzer::Geneve::geneve_ports;
	Analyzer::ports[PacketAnalyzer::ANALYZER_VXLAN] = PacketAnalyzer::VXLAN::vxlan_ports;
	Analyzer::ports[PacketAnalyzer::ANALYZER_GRE] = PacketAnalyzer::GRE::gre_ports;
	Analyzer::ports[PacketAnalyzer::ANALYZER_GTPV1] = PacketAnalyzer::GTPV1::gtpv1_ports;
	}
