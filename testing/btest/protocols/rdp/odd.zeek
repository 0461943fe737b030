# @TEST-DOC: Failures, old servers, certificates, settings that are cut, sessions on other ports.
# @TEST-EXEC: avocet -b -r $TRACES/rdp-odd.pcap %INPUT
# @TEST-EXEC: log-cut rdp.log id.orig_p id.resp_p cookie result security_protocol client_channels keyboard_layout client_build client_name client_dig_product_id desktop_width desktop_height requested_color_depth cert_type cert_count cert_permanent encryption_level encryption_method | sort >rows
# @TEST-EXEC: btest-diff rows
# @TEST-EXEC: log-cut x509.log certificate.key_alg certificate.key_type certificate.key_length host_cert >certificates
# @TEST-EXEC: btest-diff certificates
# @TEST-EXEC: log-cut conn.log id.orig_p service >services
# @TEST-EXEC: btest-diff services

@load base/protocols/conn
@load base/protocols/rdp
@load base/protocols/ssl
@load base/files/x509
@load base/frameworks/analyzer
