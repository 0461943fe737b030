# @TEST-DOC: Every kind of message and every kind of value reaches scripts.
# @TEST-EXEC: avocet -b -r $TRACES/snmp.pcap %INPUT >out
# @TEST-EXEC: avocet -b -r $TRACES/snmp-v3.pcap %INPUT >>out
# @TEST-EXEC: btest-diff out

event zeek_init()
	{
	Analyzer::register_for_ports(Analyzer::ANALYZER_SNMP, set(161/udp, 162/udp));
	}

event snmp_get_request(c: connection, is_orig: bool, header: SNMP::Header, pdu: SNMP::PDU)
	{
	print "get", is_orig, header, pdu;
	}

event snmp_get_next_request(c: connection, is_orig: bool, header: SNMP::Header, pdu: SNMP::PDU)
	{
	print "get next", is_orig, header, pdu;
	}

event snmp_response(c: connection, is_orig: bool, header: SNMP::Header, pdu: SNMP::PDU)
	{
	print "response", is_orig, header, pdu;
	}

event snmp_set_request(c: connection, is_orig: bool, header: SNMP::Header, pdu: SNMP::PDU)
	{
	print "set", is_orig, header, pdu;
	}

event snmp_get_bulk_request(c: connection, is_orig: bool, header: SNMP::Header, pdu: SNMP::BulkPDU)
	{
	print "bulk", is_orig, header, pdu;
	}

event snmp_trap(c: connection, is_orig: bool, header: SNMP::Header, pdu: SNMP::TrapPDU)
	{
	print "trap", is_orig, header, pdu;
	}

event snmp_trapV2(c: connection, is_orig: bool, header: SNMP::Header, pdu: SNMP::PDU)
	{
	print "trap 2", is_orig, header, pdu;
	}

event snmp_inform_request(c: connection, is_orig: bool, header: SNMP::Header, pdu: SNMP::PDU)
	{
	print "inform", is_orig, header, pdu;
	}

event snmp_report(c: connection, is_orig: bool, header: SNMP::Header, pdu: SNMP::PDU)
	{
	print "report", is_orig, header, pdu;
	}

event snmp_unknown_pdu(c: connection, is_orig: bool, header: SNMP::Header, tag: count)
	{
	print "unknown pdu", is_orig, header, tag;
	}

event snmp_unknown_scoped_pdu(c: connection, is_orig: bool, header: SNMP::Header, tag: count)
	{
	print "unknown scope", is_orig, header, tag;
	}

event snmp_encrypted_pdu(c: connection, is_orig: bool, header: SNMP::Header)
	{
	print "encrypted", is_orig, header;
	}

event snmp_unknown_header_version(c: connection, is_orig: bool, version: count)
	{
	print "unknown version", is_orig, version;
	}
