# @TEST-DOC: What is signed, filters of all kinds, requests that nobody answers, what is no LDAP, and UDP.
# @TEST-EXEC: avocet -r $TRACES/ldap-odd.pcap
# @TEST-EXEC: log-cut ldap.log id.orig_p message_id version opcode result diagnostic_message object argument >rows
# @TEST-EXEC: btest-diff rows
# @TEST-EXEC: log-cut ldap_search.log id.orig_p message_id scope deref_aliases base_object result_count result filter >searches
# @TEST-EXEC: avocet -r $TRACES/ldap-udp.pcap
# @TEST-EXEC: log-cut ldap_search.log id.orig_p message_id result_count result filter >>searches
# @TEST-EXEC: btest-diff searches
