# @TEST-DOC: Rows of ssl.log: versions, resumption, certificates of both sides, an alert, DTLS; the service in conn.log.
# @TEST-EXEC: avocet -r $TRACES/tls12.pcap && grep '^#fields' ssl.log >out
# @TEST-EXEC: for t in tls12 tls13 tls12-resumed tls12-client-certificate tls-alert dtls12; do echo $t; avocet -r $TRACES/$t.pcap; log-cut ssl.log id.resp_p version cipher curve server_name resumed last_alert next_protocol established ssl_history sni_matches_cert; log-cut conn.log proto service; done >>out
# @TEST-EXEC: btest-diff out
