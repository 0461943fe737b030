# @TEST-DOC: A match becomes a row, a notice, or a count, as the action of its signature says.
# @TEST-EXEC: avocet -b -r $TRACES/http-get.pcap %INPUT
# @TEST-EXEC: log-cut signatures.log src_addr dst_addr note sig_id event_msg sub_msg sig_count >rows
# @TEST-EXEC: btest-diff rows
# @TEST-EXEC: log-cut notice.log note msg sub src n >notices
# @TEST-EXEC: btest-diff notices

@load base/frameworks/signatures

redef Signatures::actions += {
	["ignored"] = Signatures::SIG_IGNORE,
	["quiet"] = Signatures::SIG_QUIET,
	["logged"] = Signatures::SIG_LOG,
	["once"] = Signatures::SIG_ALARM_ONCE,
	["counted"] = Signatures::SIG_COUNT_PER_RESP,
};
redef Signatures::count_thresholds = { 2 };
redef Signatures::ignored_ids = /^also-/;

event connection_established(c: connection)
	{
	for ( _, id in vector("ignored", "also-ignored", "quiet", "logged", "once", "once", "counted", "counted", "any") )
		event signature_match(signature_state($sig_id=id, $conn=c, $is_orig=id != "any", $payload_size=4),
		                      "told of " + id, "data");
	}
