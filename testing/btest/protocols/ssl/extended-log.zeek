# @TEST-DOC: The policy script that logs what clients offered and what servers chose.
# @TEST-EXEC: avocet -b -r $TRACES/tls13.pcap policy/protocols/ssl/ssl-log-ext
# @TEST-EXEC: log-cut ssl.log server_version client_version ssl_client_exts ssl_server_exts client_curves client_supported_versions server_supported_version psk_key_exchange_modes client_key_share_groups server_key_share_group client_comp_methods >out
# @TEST-EXEC: btest-diff out
