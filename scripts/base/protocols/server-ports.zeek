##! The ports of the protocols that the base scripts know. They tell originator from responder where a capture begins
##! in the middle of a connection.

redef likely_server_ports += {
	20000/tcp, 20000/udp,  # DNP3
	53/tcp, 53/udp, 137/udp, 5353/udp, 5355/udp,  # DNS and its kin
	67/udp, 4011/udp,  # DHCP
	79/tcp,  # Finger
	21/tcp, 2811/tcp,  # FTP
	80/tcp, 81/tcp, 631/tcp, 1080/tcp, 3128/tcp, 8000/tcp, 8080/tcp, 8888/tcp,  # HTTP, SOCKS
	143/tcp,  # IMAP
	6666/tcp, 6667/tcp, 6668/tcp, 6669/tcp,  # IRC
	88/tcp, 88/udp,  # Kerberos
	389/tcp, 389/udp, 3268/tcp,  # LDAP
	502/tcp,  # Modbus
	1883/tcp,  # MQTT
	1434/tcp, 3306/tcp,  # MySQL
	123/udp,  # NTP
	5432/tcp,  # PostgreSQL
	443/udp,  # QUIC, DTLS
	1812/udp,  # RADIUS
	3389/tcp, 3389/udp,  # RDP
	6379/tcp,  # Redis
	5060/udp,  # SIP
	135/tcp, 139/tcp, 445/tcp,  # DCE-RPC, SMB
	25/tcp, 587/tcp,  # SMTP
	161/udp, 162/udp,  # SNMP
	22/tcp,  # SSH
	443/tcp, 465/tcp, 563/tcp, 585/tcp, 614/tcp, 636/tcp, 989/tcp, 990/tcp, 992/tcp, 993/tcp, 995/tcp, 5223/tcp,  # TLS
	514/udp, 514/tcp,  # syslog
	5222/tcp, 5269/tcp,  # XMPP
};
