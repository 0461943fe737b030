# @TEST-DOC: Where FTP waits for data: commands and replies as RFC 959, 1123 and 2428 have them, and what is wrong with others.
# @TEST-EXEC: avocet -b %INPUT >out
# @TEST-EXEC: btest-diff out

event zeek_init()
	{
	print "port";
	for ( _, text in vector("10,0,0,1,4,31", " 10, 0, 0, 1, 4, 31", "0,0,0,0,0,0", "255,255,255,255,255,255", "10,0,0,1,4,31 and more",
	                        "10,0,0,1,4,256", "10,0,0,1,4", "10,0,0,1,4,", "10,0,0,1,4;31", "10,0,,1,4,31", "-1,0,0,1,4,31",
	                        "99999999999999999999999,0,0,1,4,31", "") )
		print text, parse_ftp_port(text);

	print "eprt";
	for ( _, text in vector("|1|10.0.0.1|1055|", "!2!2001:db8::1!65535!", " |1|10.0.0.1|0|", "|||1055|", "|1|10.0.0.1|1055",
	                        "|x|10.0.0.1|1055|", "|1|10.0.0|1055|", "|1|10.0.0.1|65536|", "|1|10.0.0.1||", "||||", "\x01\x01\x01\x011\x01", "") )
		print text, parse_eftp_port(text);

	print "pasv";
	for ( _, text in vector("227 Entering Passive Mode (10,0,0,1,4,31)", "227 Entering Passive Mode (10,0,0,1,4,31).", "227 =10,0,0,1,4,31",
	                        "227 Entering Passive Mode 10,0,0,1,4,31", "227 (IPv4 at last) 10,0,0,1,4,31", "227 Entering (10,0,0,1,4)",
	                        "227 Entering (300,10,0,0,1,4,31)", "227 Whatever", "227", "") )
		print text, parse_ftp_pasv(text);

	print "epsv";
	for ( _, text in vector("229 Entering Extended Passive Mode (|||1055|)", "229 (|2|2001:db8::1|1055|)", "229 |||1055|", "229 (", "") )
		print text, parse_ftp_epsv(text);

	print "back again";
	print fmt_ftp_port(10.0.0.1, 1055/tcp), fmt_ftp_port(255.255.255.255, 65535/tcp), fmt_ftp_port(0.0.0.0, 0/tcp);
	print |fmt_ftp_port([2001:db8::1], 1055/tcp)|;
	}
