# @TEST-DOC: smb_cmd.log: each answered command, with its status and what it was about.
# @TEST-EXEC: avocet -r $TRACES/smb2.pcap policy/protocols/smb/log-cmds
# @TEST-EXEC: log-cut smb_cmd.log command argument status version referenced_file.action referenced_file.path referenced_file.name >commands
# @TEST-EXEC: btest-diff commands
# @TEST-EXEC: avocet -r $TRACES/smb2-refused.pcap policy/protocols/smb/log-cmds
# @TEST-EXEC: log-cut smb_cmd.log command status >refused
# @TEST-EXEC: btest-diff refused
