##! Ethernet II and IEEE 802.3.

module PacketAnalyzer::ETHERNET;

export {
	## The numbers under which frames with a length instead of a type are dispatched.
	const SNAP_FORWARDING_KEY: count = 0x0001;
	const NOVELL_FORWARDING_KEY: count = 0x0002;
	const LLC_FORWARDING_KEY: count = 0x0003;
}
