# @TEST-DOC: ntlm.log: a login that went well, and one of which nobody said how it went.
# @TEST-EXEC: avocet -b -r $TRACES/smb2.pcap base/protocols/smb base/protocols/ntlm
# @TEST-EXEC: log-cut ntlm.log username hostname domainname server_nb_computer_name server_dns_computer_name server_tree_name success >rows
# @TEST-EXEC: avocet -b -r $TRACES/smb2-refused.pcap base/protocols/smb base/protocols/ntlm
# @TEST-EXEC: log-cut ntlm.log username hostname domainname server_nb_computer_name server_dns_computer_name server_tree_name success >>rows
# @TEST-EXEC: btest-diff rows
