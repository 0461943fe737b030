# @TEST-DOC: Tunnels through a real server, and what goes through them.
# @TEST-EXEC: avocet -r $TRACES/socks.pcap
# @TEST-EXEC: btest-diff socks.log
# @TEST-EXEC: log-cut tunnel.log id.orig_h id.orig_p id.resp_h id.resp_p tunnel_type action >tunnels
# @TEST-EXEC: btest-diff tunnels
# @TEST-EXEC: log-cut conn.log id.orig_p service >services
# @TEST-EXEC: log-cut http.log host uri status_code >>services
# @TEST-EXEC: btest-diff services
