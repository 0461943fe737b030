# @TEST-DOC: quic.log and ssl.log of a connection, of one with a Retry, and of a version that is not known; services.
# @TEST-EXEC: avocet -b -r $TRACES/quic-v1.pcap %INPUT
# @TEST-EXEC: grep -v '^#open\|^#close' quic.log >quic-v1.log
# @TEST-EXEC: btest-diff quic-v1.log
# @TEST-EXEC: log-cut ssl.log version cipher curve server_name ssl_history >ssl-v1
# @TEST-EXEC: btest-diff ssl-v1
# @TEST-EXEC: log-cut conn.log id.resp_p service >services
# @TEST-EXEC: avocet -b -r $TRACES/quic-retry.pcap %INPUT
# @TEST-EXEC: log-cut quic.log client_initial_dcid client_scid server_scid client_protocol history >quic-retry
# @TEST-EXEC: btest-diff quic-retry
# @TEST-EXEC: log-cut conn.log id.resp_p service >>services
# @TEST-EXEC: avocet -b -r $TRACES/quic-negotiation.pcap %INPUT
# @TEST-EXEC: log-cut quic.log version history >quic-negotiation
# @TEST-EXEC: btest-diff quic-negotiation
# @TEST-EXEC: log-cut conn.log id.resp_p service >>services
# @TEST-EXEC: btest-diff services
# The history ends where it should.
# @TEST-EXEC: avocet -b -r $TRACES/quic-v1.pcap %INPUT QUIC::max_history_length=3
# @TEST-EXEC: log-cut quic.log history >short
# @TEST-EXEC: log-cut weird.log name >>short
# @TEST-EXEC: btest-diff short

@load base/protocols/conn
@load base/protocols/quic
@load base/protocols/ssl
@load base/frameworks/notice
