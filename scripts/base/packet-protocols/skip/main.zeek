##! Leaves out bytes at the begin of frames that come from a device with a header of its own. Bring it in
##! with :zeek:id:`PacketAnalyzer::register_packet_analyzer`.

module PacketAnalyzer::SKIP;

export {
	## What follows the bytes that are left out.
	const default_analyzer: PacketAnalyzer::Tag = PacketAnalyzer::ANALYZER_IP &redef;

	## How many bytes are left out.
	const skip_bytes: count = 0 &redef;
}
