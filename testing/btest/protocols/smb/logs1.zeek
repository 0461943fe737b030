# @TEST-DOC: The same work over SMB 1 as over SMB 2, with the same rows; a login without SPNEGO.
# @TEST-EXEC: avocet -r $TRACES/smb1.pcap policy/protocols/smb/log-cmds
# @TEST-EXEC: log-cut smb_mapping.log path service share_type >shares
# @TEST-EXEC: btest-diff shares
# @TEST-EXEC: log-cut smb_files.log action path name size prev_name >files
# @TEST-EXEC: btest-diff files
# @TEST-EXEC: log-cut smb_cmd.log command sub_command argument status version tree tree_service >commands
# @TEST-EXEC: btest-diff commands
# @TEST-EXEC: log-cut files.log source mime_type filename is_orig seen_bytes total_bytes timedout >contents
# @TEST-EXEC: btest-diff contents
# @TEST-EXEC: log-cut ntlm.log username hostname domainname success >logins
# @TEST-EXEC: btest-diff logins
# @TEST-EXEC: test ! -f weird.log -a ! -f analyzer.log
# @TEST-EXEC: avocet -r $TRACES/smb1-plain.pcap policy/protocols/smb/log-cmds
# @TEST-EXEC: log-cut smb_cmd.log command argument status username >plain
# @TEST-EXEC: btest-diff plain
