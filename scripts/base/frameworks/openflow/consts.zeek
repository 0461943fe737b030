##! Numbers of OpenFlow 1.0, of Ethernet and of IP, for scripts that talk to switches.

module OpenFlow;

export {
	## What an Ethernet frame carries.
	const ETH_IPv4 = 0x800;
	const ETH_ARP = 0x806;
	const ETH_WOL = 0x842;
	const ETH_RARP = 0x8035;
	const ETH_APPLETALK = 0x809b;
	const ETH_APPLETALK_ARP = 0x80f3;
	const ETH_VLAN = 0x8100;
	const ETH_IPX_OLD = 0x8137;
	const ETH_IPX = 0x8138;
	const ETH_IPv6 = 0x86dd;
	const ETH_ETHER_FLOW_CONTROL = 0x8808;
	const ETH_MPLS_UNICAST = 0x8847;
	const ETH_MPLS_MULTICAST = 0x8848;
	const ETH_PPPOE_DISCOVERY = 0x8863;
	const ETH_PPPOE_SESSION = 0x8864;
	const ETH_JUMBO_FRAMES = 0x8870;
	const ETH_EAP_OVER_LAN = 0x888e;
	const ETH_PROVIDER_BRIDING = 0x88a8;
	const ETH_MAC_SECURITY = 0x88e5;
	const ETH_QINQ = 0x9100;

	## What an IP packet carries.
	const IP_HOPOPT = 0;
	const IP_ICMP = 1;
	const IP_IGMP = 2;
	const IP_GGP = 3;
	const IP_IPIP = 4;
	const IP_ST = 5;
	const IP_TCP = 6;
	const IP_CBT = 7;
	const IP_EGP = 8;
	const IP_IGP = 9;
	const IP_UDP = 17;
	const IP_RDP = 27;
	const IP_IPv6 = 41;
	const IP_RSVP = 46;
	const IP_GRE = 47;
	const IP_OSPF = 89;
	const IP_MTP = 92;
	const IP_ETHERIP = 97;
	const IP_L2TP = 115;
	const IP_ISIS = 124;
	const IP_FC = 133;
	const IP_MPLS = 137;

	## The cookie of what this framework did not make.
	const INVALID_COOKIE = 0x7fffffffffffffff;

	## Flags of a change.
	const OFPFF_SEND_FLOW_REM = 1;  ##< Tell when the flow ends.
	const OFPFF_CHECK_OVERLAP = 2;  ##< Refuse what overlaps with others.
	const OFPFF_EMERG = 4;  ##< For the time without a controller.

	## Ports that are no ports.
	const OFPP_IN_PORT = 0xfffffff8;  ##< Where the packet came from.
	const OFPP_TABLE = 0xfffffff9;  ##< As the table says.
	const OFPP_NORMAL = 0xfffffffa;  ##< As a switch without OpenFlow would do.
	const OFPP_FLOOD = 0xfffffffb;  ##< All but those left out by spanning tree.
	const OFPP_ALL = 0xfffffffc;  ##< All but the one it came from.
	const OFPP_CONTROLLER = 0xfffffffd;  ##< To the controller.
	const OFPP_LOCAL = 0xfffffffe;  ##< The switch itself.
	const OFPP_ANY = 0xffffffff;  ##< Any, in questions and deletions.

	## Every table, in deletions.
	const OFPTT_ALL = 255;

	## The switch kept no copy of the packet.
	const OFP_NO_BUFFER = 0xffffffff;

	## What is done with a packet.
	type ofp_action_type: enum {
		OFPAT_OUTPUT = 0,        ##< Sends it out of a port.
		OFPAT_SET_VLAN_VID = 1,
		OFPAT_SET_VLAN_PCP = 2,
		OFPAT_STRIP_VLAN = 3,
		OFPAT_SET_DL_SRC = 4,
		OFPAT_SET_DL_DST = 5,
		OFPAT_SET_NW_SRC = 6,
		OFPAT_SET_NW_DST = 7,
		OFPAT_SET_NW_TOS = 8,
		OFPAT_SET_TP_SRC = 9,
		OFPAT_SET_TP_DST = 10,
		OFPAT_ENQUEUE = 11,      ##< Sends it to a queue of a port.
		OFPAT_VENDOR = 0xffff,
	};

	## What is done with a flow of the table.
	type ofp_flow_mod_command: enum {
		OFPFC_ADD = 0,
		OFPFC_MODIFY = 1,         ##< All that match.
		OFPFC_MODIFY_STRICT = 2,  ##< The one that is exactly this.
		OFPFC_DELETE = 3,
		OFPFC_DELETE_STRICT = 4,
	};

	## What a switch does with fragments.
	type ofp_config_flags: enum {
		OFPC_FRAG_NORMAL = 0,
		OFPC_FRAG_DROP = 1,
		OFPC_FRAG_REASM = 2,
		OFPC_FRAG_MASK = 3,
	};
}
