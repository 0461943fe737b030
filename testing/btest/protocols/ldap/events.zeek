# @TEST-DOC: Events with all that they say; scripts may forbid rows.
# @TEST-EXEC: avocet -b -r $TRACES/ldap-odd.pcap %INPUT >out
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: test ! -f ldap.log -a ! -f ldap_search.log

@load base/protocols/ldap

event LDAP::message(c: connection, message_id: int, opcode: LDAP::ProtocolOpcode, result: LDAP::ResultCode, matched_dn: string, diagnostic_message: string, object: string, argument: string)
	{
	print c$id$orig_p, message_id, opcode, result, diagnostic_message, object, argument;
	}

event LDAP::bind_request(c: connection, message_id: int, version: int, name: string, auth_type: LDAP::BindAuthType, auth_info: string)
	{
	print c$id$orig_p, message_id, version, name, auth_type, auth_info;
	}

event LDAP::search_request(c: connection, message_id: int, base_object: string, scope: LDAP::SearchScope, deref: LDAP::SearchDerefAlias, size_limit: int, time_limit: int, types_only: bool, filter: string, attributes: vector of string)
	{
	print c$id$orig_p, message_id, base_object, scope, deref, size_limit, time_limit, types_only, filter, attributes;
	}

event LDAP::search_result_entry(c: connection, message_id: int, object_name: string)
	{
	print c$id$orig_p, message_id, object_name;
	}

hook LDAP::log_policy(rec: LDAP::MessageInfo, id: Log::ID, filter: Log::Filter)
	{
	break;
	}

hook LDAP::log_policy_search(rec: LDAP::SearchInfo, id: Log::ID, filter: Log::Filter)
	{
	break;
	}
