##! Options of Geneve headers.

module PacketAnalyzer::Geneve;

export {
	## An option of a Geneve header.
	type Option: record {
		class: count;    ##< Who defined it.
		critical: bool;  ##< Endpoints that do not know it must drop the packet.
		typ: count;
		data: string;
	};
}

module GLOBAL;

type geneve_options_vec: vector of PacketAnalyzer::Geneve::Option;
type geneve_options_vec_vec: vector of geneve_options_vec;
