# @TEST-DOC: LDAP is found on any port; its logins are seen by others; more requests than a limit are a weird.
# @TEST-EXEC: avocet -r $TRACES/ldap-odd.pcap %INPUT
# @TEST-EXEC: log-cut conn.log id.orig_p service >services
# @TEST-EXEC: log-cut weird.log id.orig_p name addl source >weirds
# @TEST-EXEC: btest-diff weirds
# @TEST-EXEC: log-cut ldap.log id.orig_p argument | grep secret >passwords
# @TEST-EXEC: btest-diff passwords
# @TEST-EXEC: avocet -r $TRACES/ldap-udp.pcap %INPUT
# @TEST-EXEC: log-cut conn.log id.orig_p service >>services
# @TEST-EXEC: btest-diff services

redef LDAP::default_capture_password = T;
redef LDAP::max_pending_messages = 5;
redef LDAP::max_pending_searches = 3;
