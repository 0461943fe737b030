# @TEST-DOC: Shares and files of SMB 2: opened, written, renamed, deleted; what was read and written are files.
# @TEST-EXEC: avocet -r $TRACES/smb2.pcap
# @TEST-EXEC: log-cut smb_mapping.log path share_type >shares
# @TEST-EXEC: btest-diff shares
# @TEST-EXEC: log-cut smb_files.log action path name size prev_name >files
# @TEST-EXEC: btest-diff files
# @TEST-EXEC: log-cut files.log source mime_type filename is_orig seen_bytes total_bytes timedout >contents
# @TEST-EXEC: btest-diff contents
# @TEST-EXEC: log-cut conn.log service >services
# @TEST-EXEC: btest-diff services
# @TEST-EXEC: test ! -f weird.log -a ! -f analyzer.log
