#include "protocol/dns/declarations.h"

namespace avocet {

const std::string_view kDnsDeclarations = R"(
module GLOBAL;

## The header of a message.
type dns_msg: record {
	id: count;
	opcode: count;
	rcode: count;

	QR: bool;  ##< Whether it is a reply.
	AA: bool;  ##< The server is an authority.
	TC: bool;  ##< Something was cut off.
	RD: bool;  ##< The client asks for recursion,
	RA: bool;  ##< and the server offers it.
	Z: count;  ##< Three bits, AD and CD among them.
	AD: bool;  ##< The data is authentic.
	CD: bool;  ##< Nobody shall check that.

	num_queries: count;  ##< Of updates: zones.
	num_answers: count;  ##< Of updates: prerequisites.
	num_auth: count;     ##< Of updates: updates.
	num_addl: count;

	is_netbios: bool;  ##< Whether it is a message of the NetBIOS name service.
};

## What all records have.
type dns_answer: record {
	answer_type: count;  ##< The section: DNS_ANS and so on.
	query: string;       ##< The name, in lower case.
	qtype: count;
	qclass: count;
	TTL: interval;
};

const DNS_QUERY = 0;
const DNS_ANS = 1;           ##< An answer.
const DNS_AUTH = 2;          ##< An authority.
const DNS_ADDL = 3;          ##< Additional.
const DNS_PREREQUISITE = 4;  ##< Of an update: what has to hold.
const DNS_UPDATE = 5;        ##< Of an update: what changes.

type dns_soa: record {
	mname: string;
	rname: string;
	serial: count;
	refresh: interval;
	retry: interval;
	expire: interval;
	minimum: interval;
};

type dns_edns_additional: record {
	query: string;
	qtype: count;           ##< The section.
	t: count;               ##< The type.
	payload_size: count;    ##< What the sender can take.
	extended_rcode: count;
	version: count;
	z_field: count;
	TTL: interval;
	is_query: count;        ##< 1 in a query.
};

type dns_edns_ecs: record {
	family: string;            ##< "v4" or "v6".
	source_prefix_len: count;
	scope_prefix_len: count;
	address: addr;
};

type dns_edns_tcp_keepalive: record {
	keepalive_timeout_omitted: bool;
	keepalive_timeout: count;  ##< In tenths of a second.
};

type dns_edns_cookie: record {
	client_cookie: string;
	server_cookie: string &default="";
};

type dns_tkey: record {
	query: string;
	qtype: count;      ##< The section.
	alg_name: string;
	inception: time;
	expiration: time;
	mode: count;
	rr_error: count;
	key_data: string;
	is_query: count;
};

type dns_tsig_additional: record {
	query: string;
	qtype: count;       ##< The section.
	alg_name: string;
	sig: string;
	time_signed: time;
	fudge: time;
	orig_id: count;
	rr_error: count;
	is_query: count;
};

type dns_rrsig_rr: record {
	query: string;
	answer_type: count;
	type_covered: count;
	algorithm: count;
	labels: count;
	orig_ttl: interval;
	sig_exp: time;
	sig_incep: time;
	key_tag: count;
	signer_name: string;
	signature: string;
	is_query: count;
};

type dns_dnskey_rr: record {
	query: string;
	answer_type: count;
	flags: count;
	protocol: count;
	algorithm: count;
	public_key: string;
	is_query: count;
};

type dns_nsec3_rr: record {
	query: string;
	answer_type: count;
	nsec_flags: count;
	nsec_hash_algo: count;
	nsec_iter: count;
	nsec_salt_len: count;
	nsec_salt: string;
	nsec_hlen: count;
	nsec_hash: string;
	bitmaps: string_vec;
	is_query: count;
};

type dns_nsec3param_rr: record {
	query: string;
	answer_type: count;
	nsec_flags: count;
	nsec_hash_algo: count;
	nsec_iter: count;
	nsec_salt_len: count;
	nsec_salt: string;
	is_query: count;
};

type dns_ds_rr: record {
	query: string;
	answer_type: count;
	key_tag: count;
	algorithm: count;
	digest_type: count;
	digest_val: string;
	is_query: count;
};

type dns_binds_rr: record {
	query: string;
	answer_type: count;
	algorithm: count;
	key_id: count;
	removal_flag: count;
	complete_flag: count;
	is_query: count;
};

## Numbers as they are on the wire (RFC 1876).
type dns_loc_rr: record {
	query: string;
	answer_type: count;
	version: count;
	size: count;
	horiz_pre: count;
	vert_pre: count;
	latitude: count;
	longitude: count;
	altitude: count;
	is_query: count;
};

## One parameter; which field is set follows from the key.
type dns_svcb_param: record {
	key: count;
	mandatory: vector of count &optional;
	alpn: vector of string &optional;
	p: count &optional;
	hint: vector of addr &optional;
	ech: string &optional;  ##< In base64.
	raw: string &optional;  ##< The value, if the key is unknown or the value malformed.
};

type dns_svcb_param_vec: vector of dns_svcb_param;

type dns_svcb_rr: record {
	svc_priority: count;
	target_name: string;
	svc_params: dns_svcb_param_vec &optional;
};

type dns_naptr_rr: record {
	order: count;
	preference: count;
	flags: string;
	service: string;
	regexp: string;
	replacement: string;
};

## Servers whose authority records are left out of events.
global dns_skip_auth: set[addr] &redef;

## Servers whose additional records are left out of events.
global dns_skip_addl: set[addr] &redef;

## Whether authority records are left out of events whoever sends them.
global dns_skip_all_auth = T &redef;

## Whether additional records are left out of events whoever sends them.
global dns_skip_all_addl = T &redef;

## A message with more questions than this is not taken for DNS; 0: no limit.
global dns_max_queries = 25 &redef;

## How often a name may point to another place in the message.
global dns_max_compression_chain_depth = 20 &redef;

## A message, before anything else of it.
##
## is_orig: Whether the originator sent it.
## len: Its size in bytes.
global dns_message: event(c: connection, is_orig: bool, msg: dns_msg, len: count);

## A question of a request.
##
## query: The name in lower case; *original_query*: as it was sent.
global dns_request: event(c: connection, msg: dns_msg, query: string, qtype: count, qclass: count, original_query: string);
global dns_request: event(c: connection, msg: dns_msg, query: string, qtype: count, qclass: count);

## A question of a reply that holds nothing else.
global dns_rejected: event(c: connection, msg: dns_msg, query: string, qtype: count, qclass: count, original_query: string);
global dns_rejected: event(c: connection, msg: dns_msg, query: string, qtype: count, qclass: count);

## A question of any other reply.
global dns_query_reply: event(c: connection, msg: dns_msg, query: string, qtype: count, qclass: count, original_query: string);
global dns_query_reply: event(c: connection, msg: dns_msg, query: string, qtype: count, qclass: count);

# Records by type.
global dns_A_reply: event(c: connection, msg: dns_msg, ans: dns_answer, a: addr);
global dns_AAAA_reply: event(c: connection, msg: dns_msg, ans: dns_answer, a: addr);
global dns_A6_reply: event(c: connection, msg: dns_msg, ans: dns_answer, a: addr);
global dns_NS_reply: event(c: connection, msg: dns_msg, ans: dns_answer, name: string);
global dns_CNAME_reply: event(c: connection, msg: dns_msg, ans: dns_answer, name: string);
global dns_PTR_reply: event(c: connection, msg: dns_msg, ans: dns_answer, name: string);
global dns_SOA_reply: event(c: connection, msg: dns_msg, ans: dns_answer, soa: dns_soa);
global dns_WKS_reply: event(c: connection, msg: dns_msg, ans: dns_answer);
global dns_HINFO_reply: event(c: connection, msg: dns_msg, ans: dns_answer, cpu: string, os: string);
global dns_MX_reply: event(c: connection, msg: dns_msg, ans: dns_answer, name: string, preference: count);
global dns_TXT_reply: event(c: connection, msg: dns_msg, ans: dns_answer, strs: string_vec);
global dns_SPF_reply: event(c: connection, msg: dns_msg, ans: dns_answer, strs: string_vec);
global dns_CAA_reply: event(c: connection, msg: dns_msg, ans: dns_answer, flags: count, tag: string, value: string);
global dns_SRV_reply: event(c: connection, msg: dns_msg, ans: dns_answer, target: string, priority: count, weight: count, p: count);
global dns_NAPTR_reply: event(c: connection, msg: dns_msg, ans: dns_answer, naptr: dns_naptr_rr);
global dns_RRSIG: event(c: connection, msg: dns_msg, ans: dns_answer, rrsig: dns_rrsig_rr);
global dns_DNSKEY: event(c: connection, msg: dns_msg, ans: dns_answer, dnskey: dns_dnskey_rr);
global dns_NSEC: event(c: connection, msg: dns_msg, ans: dns_answer, next_name: string, bitmaps: string_vec);
global dns_NSEC3: event(c: connection, msg: dns_msg, ans: dns_answer, nsec3: dns_nsec3_rr);
global dns_NSEC3PARAM: event(c: connection, msg: dns_msg, ans: dns_answer, nsec3param: dns_nsec3param_rr);
global dns_DS: event(c: connection, msg: dns_msg, ans: dns_answer, ds: dns_ds_rr);
global dns_BINDS: event(c: connection, msg: dns_msg, ans: dns_answer, binds: dns_binds_rr);
global dns_SSHFP: event(c: connection, msg: dns_msg, ans: dns_answer, algo: count, fptype: count, fingerprint: string);
global dns_LOC: event(c: connection, msg: dns_msg, ans: dns_answer, loc: dns_loc_rr);
global dns_SVCB: event(c: connection, msg: dns_msg, ans: dns_answer, svcb: dns_svcb_rr);
global dns_HTTPS: event(c: connection, msg: dns_msg, ans: dns_answer, https: dns_svcb_rr);

## A record of a type that is not taken apart.
global dns_unknown_reply: event(c: connection, msg: dns_msg, ans: dns_answer);

# Extensions, keys and signatures.
global dns_EDNS_addl: event(c: connection, msg: dns_msg, ans: dns_edns_additional);
global dns_EDNS_ecs: event(c: connection, msg: dns_msg, opt: dns_edns_ecs);
global dns_EDNS_tcp_keepalive: event(c: connection, msg: dns_msg, opt: dns_edns_tcp_keepalive);
global dns_EDNS_cookie: event(c: connection, msg: dns_msg, opt: dns_edns_cookie);
global dns_TKEY: event(c: connection, msg: dns_msg, ans: dns_tkey);
global dns_TSIG_addl: event(c: connection, msg: dns_msg, ans: dns_tsig_additional);

## The zone of an update.
global dns_dynamic_update: event(c: connection, msg: dns_msg, zname: string, zclass: count);
## A prerequisite of an update.
global dns_dynamic_update_pre: event(c: connection, msg: dns_msg, ans: dns_answer);
## A deletion by an update.
global dns_dynamic_update_del: event(c: connection, msg: dns_msg, ans: dns_answer);

## The end of a message, however far it could be read.
global dns_end: event(c: connection, msg: dns_msg);
)";

}  // namespace avocet
