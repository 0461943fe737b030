##! Packet headers as events hand them to scripts, and the numbers that appear in them.

const IPPROTO_IP = 0;        ##< A placeholder for IP itself.
const IPPROTO_ICMP = 1;      ##< Control messages of IPv4.
const IPPROTO_IGMP = 2;      ##< Multicast group management.
const IPPROTO_IPIP = 4;      ##< IPv4 in IP.
const IPPROTO_TCP = 6;       ##< TCP.
const IPPROTO_UDP = 17;      ##< UDP.
const IPPROTO_IPV6 = 41;     ##< IPv6 in IP.
const IPPROTO_ICMPV6 = 58;   ##< Control messages of IPv6.
const IPPROTO_RAW = 255;     ##< Raw IP.

const IPPROTO_HOPOPTS = 0;     ##< IPv6: options for every hop.
const IPPROTO_ROUTING = 43;    ##< IPv6: a routing header.
const IPPROTO_FRAGMENT = 44;   ##< IPv6: a fragment.
const IPPROTO_ESP = 50;        ##< Encrypted payload of IPsec.
const IPPROTO_AH = 51;         ##< Authentication of IPsec.
const IPPROTO_NONE = 59;       ##< IPv6: nothing follows.
const IPPROTO_DSTOPTS = 60;    ##< IPv6: options for the destination.
const IPPROTO_MOBILITY = 135;  ##< IPv6: mobility.

const TH_FIN = 1;     ##< FIN.
const TH_SYN = 2;     ##< SYN.
const TH_RST = 4;     ##< RST.
const TH_PUSH = 8;    ##< PSH.
const TH_ACK = 16;    ##< ACK.
const TH_URG = 32;    ##< URG.
const TH_FLAGS = 63;  ##< All of them.

const ICMP_UNREACH_NET = 0;             ##< No way to the network.
const ICMP_UNREACH_HOST = 1;            ##< No way to the host.
const ICMP_UNREACH_PROTOCOL = 2;        ##< The host does not speak the protocol.
const ICMP_UNREACH_PORT = 3;            ##< Nobody listens on the port.
const ICMP_UNREACH_NEEDFRAG = 4;        ##< Too big, and must not be fragmented.
const ICMP_UNREACH_ADMIN_PROHIB = 13;   ##< Forbidden by somebody.

## One option of an IPv6 extension header.
type ip6_option: record {
	otype: count;
	len: count;    ##< Length of `data`.
	data: string;
};
type ip6_options: vector of ip6_option;

## Hop-by-hop options.
type ip6_hopopts: record {
	nxt: count;            ##< The protocol that follows.
	len: count;            ##< Length in units of eight bytes, the first not counted.
	options: ip6_options;
};

## Destination options.
type ip6_dstopts: record {
	nxt: count;
	len: count;
	options: ip6_options;
};

## A routing header.
type ip6_routing: record {
	nxt: count;
	len: count;
	rtype: count;    ##< Kind of routing.
	segleft: count;  ##< Nodes still to visit.
	data: string;    ##< What depends on the kind.
};

## A fragment header.
type ip6_fragment: record {
	nxt: count;
	rsv1: count;
	offset: count;
	rsv2: count;
	more: bool;
	id: count;
};

## An authentication header.
type ip6_ah: record {
	nxt: count;
	len: count;
	rsv: count;
	spi: count;
	seq: count &optional;
	data: string &optional;
};

## The visible part of an encrypted payload.
type ip6_esp: record {
	spi: count;
	seq: count;
};

## Mobility: asks for a binding refresh.
type ip6_mobility_brr: record {
	rsv: count;
	options: vector of ip6_option;
};

## Mobility: home test, first message.
type ip6_mobility_hoti: record {
	rsv: count;
	cookie: count;
	options: vector of ip6_option;
};

## Mobility: care-of test, first message.
type ip6_mobility_coti: record {
	rsv: count;
	cookie: count;
	options: vector of ip6_option;
};

## Mobility: home test, answer.
type ip6_mobility_hot: record {
	nonce_idx: count;
	cookie: count;
	token: count;
	options: vector of ip6_option;
};

## Mobility: care-of test, answer.
type ip6_mobility_cot: record {
	nonce_idx: count;
	cookie: count;
	token: count;
	options: vector of ip6_option;
};

## Mobility: binding update.
type ip6_mobility_bu: record {
	seq: count;
	a: bool;
	h: bool;
	l: bool;
	k: bool;
	life: count;
	options: vector of ip6_option;
};

## Mobility: acknowledges a binding.
type ip6_mobility_back: record {
	status: count;
	k: bool;
	seq: count;
	life: count;
	options: vector of ip6_option;
};

## Mobility: binding error.
type ip6_mobility_be: record {
	status: count;
	hoa: addr;
	options: vector of ip6_option;
};

## A mobility message; the field that belongs to `id` is set.
type ip6_mobility_msg: record {
	id: count;
	brr: ip6_mobility_brr &optional;
	hoti: ip6_mobility_hoti &optional;
	coti: ip6_mobility_coti &optional;
	hot: ip6_mobility_hot &optional;
	cot: ip6_mobility_cot &optional;
	bu: ip6_mobility_bu &optional;
	back: ip6_mobility_back &optional;
	be: ip6_mobility_be &optional;
};

## A mobility header.
type ip6_mobility_hdr: record {
	nxt: count;
	len: count;
	mh_type: count;
	rsv: count;
	chksum: count;
	msg: ip6_mobility_msg;
};

## One header of an IPv6 chain; the field that belongs to `id` is set.
type ip6_ext_hdr: record {
	id: count;
	hopopts: ip6_hopopts &optional;
	dstopts: ip6_dstopts &optional;
	routing: ip6_routing &optional;
	fragment: ip6_fragment &optional;
	ah: ip6_ah &optional;
	esp: ip6_esp &optional;
	mobility: ip6_mobility_hdr &optional;
};
type ip6_ext_hdr_chain: vector of ip6_ext_hdr;

## An IPv6 header with its extension headers.
type ip6_hdr: record {
	class: count;              ##< Traffic class.
	flow: count;               ##< Flow label.
	len: count;                ##< Payload length.
	nxt: count;                ##< The protocol that follows.
	hlim: count;               ##< Hop limit.
	src: addr;
	dst: addr;
	exts: ip6_ext_hdr_chain;
};

## An IPv4 header.
type ip4_hdr: record {
	hl: count;      ##< Header length in bytes.
	tos: count;     ##< Type of service.
	len: count;     ##< Total length.
	id: count;
	DF: bool;
	MF: bool;
	offset: count;  ##< Fragment offset.
	ttl: count;
	p: count;       ##< Protocol.
	sum: count;     ##< Checksum.
	src: addr;
	dst: addr;
};

## A TCP header.
type tcp_hdr: record {
	sport: port;
	dport: port;
	seq: count;
	ack: count;
	hl: count;        ##< Header length in bytes.
	dl: count;        ##< Payload length in bytes.
	reserved: count;
	flags: count;
	win: count;
};

## A UDP header.
type udp_hdr: record {
	sport: port;
	dport: port;
	ulen: count;  ##< Length of header and payload.
};

## The fixed part of an ICMP header.
type icmp_hdr: record {
	icmp_type: count;
};

## The network and transport headers of a packet.
type pkt_hdr: record {
	ip: ip4_hdr &optional;
	ip6: ip6_hdr &optional;
	tcp: tcp_hdr &optional;
	udp: udp_hdr &optional;
	icmp: icmp_hdr &optional;
};

## A link-layer header.
type l2_hdr: record {
	encap: link_encap;
	len: count;                       ##< Bytes on the wire.
	cap_len: count;                   ##< Bytes captured.
	src: string &optional;
	dst: string &optional;
	vlan: count &optional;
	vlan_pcp: count &optional;
	vlan_dei: bool &optional;
	inner_vlan: count &optional;
	inner_vlan_pcp: count &optional;
	inner_vlan_dei: bool &optional;
	eth_type: count &optional;
	proto: layer3_proto;
};

## All headers of a packet.
type raw_pkt_hdr: record {
	l2: l2_hdr;
	ip: ip4_hdr &optional;
	ip6: ip6_hdr &optional;
	tcp: tcp_hdr &optional;
	udp: udp_hdr &optional;
	icmp: icmp_hdr &optional;
};

## The packet that opens a TCP connection, with what it tells about its sender.
type SYN_packet: record {
	is_orig: bool;
	DF: bool;
	ttl: count;
	size: count;
	win_size: count;
	win_scale: int;           ##< -1 without the option.
	MSS: count;               ##< 0 without the option.
	SACK_OK: bool;
	TSval: count &optional;
	TSecr: count &optional;
};

## The type-independent part of an ICMP message.
type icmp_info: record {
	v6: bool;      ##< ICMP of IPv6.
	itype: count;
	icode: count;
	len: count;    ##< Payload length.
	ttl: count;    ##< TTL or hop limit of the packet.
};

## A prefix in a neighbor discovery message.
type icmp6_nd_prefix_info: record {
	prefix_len: count;
	L_flag: bool;
	A_flag: bool;
	valid_lifetime: interval;
	preferred_lifetime: interval;
	prefix: addr;
};

module TCP;

export {
	## One option of a TCP header; the field that belongs to `kind` is set.
	type Option: record {
		kind: count;
		length: count;                    ##< Length of the option, kind and length included.
		data: string &optional;           ##< Options without a field of their own.
		mss: count &optional;
		window_scale: count &optional;
		sack: index_vec &optional;        ##< Begin and end of each block.
		send_timestamp: count &optional;
		echo_timestamp: count &optional;
		rate: count &optional;            ##< Quick start.
		ttl_diff: count &optional;        ##< Quick start.
		qs_nonce: count &optional;        ##< Quick start.
	};
	type OptionList: vector of Option;

	## An option without interpretation.
	type RawOption: record {
		kind: count;
		data: string;
	};
	type RawOptionList: vector of RawOption;
}
