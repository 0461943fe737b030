# @TEST-DOC: What makes the row of a connection has the name that scripts which continue its module call it by.
# @TEST-EXEC: avocet -C -r $TRACES/http-get.pcap %INPUT >out
# @TEST-EXEC: btest-diff out

module FTP;
event connection_state_remove(c: connection) &priority=10 { set_ftp_session(c); print "FTP", c?$ftp; }

module SMTP;
event connection_state_remove(c: connection) &priority=9 { set_smtp_session(c); print "SMTP", c?$smtp; }

module RDP;
event connection_state_remove(c: connection) &priority=8 { set_session(c); print "RDP", c?$rdp; }

module RFB;
event connection_state_remove(c: connection) &priority=7 { set_session(c); print "RFB", c?$rfb; }

module NTLM;
event connection_state_remove(c: connection) &priority=6 { set_session(c); print "NTLM", c?$ntlm; }

module SOCKS;
event connection_state_remove(c: connection) &priority=5 { set_session(c, 5); print "SOCKS", c?$socks; }

module MQTT;
event connection_state_remove(c: connection) &priority=4 { set_session(c); print "MQTT", c?$mqtt; }

module HTTP;
event connection_state_remove(c: connection) &priority=3 { set_state(c, T); print "HTTP", c?$http; }

module SSH;
event connection_state_remove(c: connection) &priority=2 { set_session(c); print "SSH", c?$ssh; }

module SSL;
event connection_state_remove(c: connection) &priority=1 { set_session(c); print "SSL", c?$ssl; }

module IRC;
event connection_state_remove(c: connection) { set_session(c); print "IRC", c?$irc; }
