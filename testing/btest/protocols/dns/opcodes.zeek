# @TEST-DOC: Messages with opcodes that are not read are a weird, once, and an X in the history.
# @TEST-EXEC: avocet -r $TRACES/dns-opcodes.pcap %INPUT
# @TEST-EXEC: log-cut conn.log id.orig_p service history >connections
# @TEST-EXEC: btest-diff connections
# @TEST-EXEC: log-cut weird.log id.orig_p name addl source >weirds
# @TEST-EXEC: btest-diff weirds
# @TEST-EXEC: log-cut dns.log id.orig_p opcode opcode_name query >rows
# @TEST-EXEC: btest-diff rows
