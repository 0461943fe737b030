##! DHCP.

module DHCP;

export {
	type Addrs: vector of addr;

	## The fixed part of a message (RFC 2131).
	type Msg: record {
		op: count;
		m_type: count;
		xid: count;
		secs: interval;
		flags: count;
		ciaddr: addr;
		yiaddr: addr;
		siaddr: addr;
		giaddr: addr;
		chaddr: string;
		sname: string &default="";
		file_n: string &default="";
	};

	## Option 61: who a client says it is.
	type ClientID: record {
		hwtype: count;
		hwaddr: string;
	};

	## Option 81: the name of a client.
	type ClientFQDN: record {
		flags: count;
		rcode1: count;
		rcode2: count;
		domain_name: string;
	};

	## A part of option 82, which relays add.
	type SubOpt: record {
		code: count;
		value: string;
	};

	type SubOpts: vector of DHCP::SubOpt;

	## All options of a message (RFC 2132).
	type Options: record {
		options: index_vec &optional;
		subnet_mask: addr &optional;
		routers: DHCP::Addrs &optional;
		dns_servers: DHCP::Addrs &optional;
		host_name: string &optional;
		domain_name: string &optional;
		forwarding: bool &optional;
		broadcast: addr &optional;
		vendor: string &optional;
		nbns: DHCP::Addrs &optional;
		addr_request: addr &optional;
		lease: interval &optional;
		serv_addr: addr &optional;
		param_list: index_vec &optional;
		message: string &optional;
		max_msg_size: count &optional;
		renewal_time: interval &optional;
		rebinding_time: interval &optional;
		vendor_class: string &optional;
		client_id: DHCP::ClientID &optional;
		user_class: string &optional;
		client_fqdn: DHCP::ClientFQDN &optional;
		sub_opt: DHCP::SubOpts &optional;
		auto_config: bool &optional;
		auto_proxy_config: string &optional;
		time_offset: int &optional;
		time_servers: DHCP::Addrs &optional;
		name_servers: DHCP::Addrs &optional;
		ntp_servers: DHCP::Addrs &optional;
	};
}
