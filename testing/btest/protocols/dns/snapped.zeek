# @TEST-DOC: A message makes DNS known once its answers are read; what the capture cut behind them is not missed, unless somebody wants it.
# @TEST-EXEC: avocet -r $TRACES/dns-snapped.pcap %INPUT
# @TEST-EXEC: log-cut conn.log id.orig_p service history >connections
# @TEST-EXEC: btest-diff connections
# @TEST-EXEC: log-cut weird.log id.orig_p name >weirds
# @TEST-EXEC: btest-diff weirds
# @TEST-EXEC: avocet -r $TRACES/dns-snapped.pcap policy/protocols/dns/auth-addl
# @TEST-EXEC: log-cut weird.log id.orig_p name >wanted
# @TEST-EXEC: btest-diff wanted
