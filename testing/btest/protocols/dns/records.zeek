# @TEST-DOC: Every type of record is taken apart, raised as its event, and summed up in dns.log.
# @TEST-EXEC: avocet -b -r $TRACES/dns-records.pcap %INPUT >out
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: log-cut dns.log query qtype_name rcode_name AA RD RA answers TTLs >rows
# @TEST-EXEC: btest-diff rows

@load base/protocols/dns

event dns_A_reply(c: connection, msg: dns_msg, ans: dns_answer, a: addr) { print "A", ans, a; }
event dns_AAAA_reply(c: connection, msg: dns_msg, ans: dns_answer, a: addr) { print "AAAA", a; }
event dns_A6_reply(c: connection, msg: dns_msg, ans: dns_answer, a: addr) { print "A6", a; }
event dns_NS_reply(c: connection, msg: dns_msg, ans: dns_answer, name: string) { print "NS", name; }
event dns_CNAME_reply(c: connection, msg: dns_msg, ans: dns_answer, name: string) { print "CNAME", name; }
event dns_PTR_reply(c: connection, msg: dns_msg, ans: dns_answer, name: string) { print "PTR", name; }
event dns_SOA_reply(c: connection, msg: dns_msg, ans: dns_answer, soa: dns_soa) { print soa; }
event dns_WKS_reply(c: connection, msg: dns_msg, ans: dns_answer) { print "WKS"; }
event dns_HINFO_reply(c: connection, msg: dns_msg, ans: dns_answer, cpu: string, os: string) { print "HINFO", cpu, os; }
event dns_MX_reply(c: connection, msg: dns_msg, ans: dns_answer, name: string, preference: count)
	{ print "MX", name, preference; }
event dns_TXT_reply(c: connection, msg: dns_msg, ans: dns_answer, strs: string_vec) { print "TXT", strs; }
event dns_SPF_reply(c: connection, msg: dns_msg, ans: dns_answer, strs: string_vec) { print "SPF", strs; }
event dns_CAA_reply(c: connection, msg: dns_msg, ans: dns_answer, flags: count, tag: string, value: string)
	{ print "CAA", flags, tag, value; }
event dns_SRV_reply(c: connection, msg: dns_msg, ans: dns_answer, target: string, priority: count, weight: count, p: count)
	{ print "SRV", target, priority, weight, p; }
event dns_NAPTR_reply(c: connection, msg: dns_msg, ans: dns_answer, naptr: dns_naptr_rr) { print naptr; }
event dns_RRSIG(c: connection, msg: dns_msg, ans: dns_answer, rrsig: dns_rrsig_rr) { print rrsig; }
event dns_DNSKEY(c: connection, msg: dns_msg, ans: dns_answer, dnskey: dns_dnskey_rr) { print dnskey; }
event dns_NSEC(c: connection, msg: dns_msg, ans: dns_answer, next_name: string, bitmaps: string_vec)
	{ print "NSEC", next_name, bitmaps; }
event dns_NSEC3(c: connection, msg: dns_msg, ans: dns_answer, nsec3: dns_nsec3_rr) { print nsec3; }
event dns_NSEC3PARAM(c: connection, msg: dns_msg, ans: dns_answer, nsec3param: dns_nsec3param_rr) { print nsec3param; }
event dns_DS(c: connection, msg: dns_msg, ans: dns_answer, ds: dns_ds_rr) { print ds; }
event dns_BINDS(c: connection, msg: dns_msg, ans: dns_answer, binds: dns_binds_rr) { print binds; }
event dns_SSHFP(c: connection, msg: dns_msg, ans: dns_answer, algo: count, fptype: count, fingerprint: string)
	{ print "SSHFP", algo, fptype, bytestring_to_hexstr(fingerprint); }
event dns_LOC(c: connection, msg: dns_msg, ans: dns_answer, loc: dns_loc_rr) { print loc; }
event dns_SVCB(c: connection, msg: dns_msg, ans: dns_answer, svcb: dns_svcb_rr) { print svcb; }
event dns_HTTPS(c: connection, msg: dns_msg, ans: dns_answer, https: dns_svcb_rr)
	{
	print https$svc_priority, https$target_name;

	for ( _, p in https$svc_params )
		print p;
	}
event dns_unknown_reply(c: connection, msg: dns_msg, ans: dns_answer) { print "unknown", ans; }
