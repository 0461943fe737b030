# Other files that are met on networks.

signature file-magic-pcap {
	file-magic /\xa1\xb2[\xc3\xcd][\xd4\x34\x4d]|[\xd4\x34\x4d][\xc3\xcd\x3c]\xb2\xa1/
	file-mime "application/vnd.tcpdump.pcap", 70
}

signature file-magic-pcapng {
	file-magic /\x0a\x0d\x0d\x0a.{4}(\x1a\x2b\x3c\x4d|\x4d\x3c\x2b\x1a)/
	file-mime "application/vnd.tcpdump.pcap", 100
}

signature file-magic-bittorrent {
	file-magic /d8:announce|d7:comment|d13:announce-list|d10:created by/
	file-mime "application/x-bittorrent", 140
}

signature file-magic-sqlite {
	file-magic /SQLite format 3\x00/
	file-mime "application/x-sqlite3", 100
}

signature file-magic-access-database {
	file-magic /\x00\x01\x00\x00Standard (Jet|ACE) DB/
	file-mime "application/x-msaccess", 180
}

signature file-magic-binary-property-list {
	file-magic /bplist00/
	file-mime "application/bplist", 100
}

signature file-magic-certificate {
	file-magic /-----BEGIN (CERTIFICATE|[A-Z ]*PRIVATE KEY)/
	file-mime "application/x-pem", 70
}

signature file-magic-java-keystore {
	file-magic /\xfe\xed\xfe\xed/
	file-mime "application/x-java-keystore", 70
}

signature file-magic-dicom {
	file-magic /.{128}DICM/
	file-mime "application/dicom", 70
}

signature file-magic-icc-profile {
	file-magic /.{36}acsp/
	file-mime "application/vnd.iccprofile", 60
}

signature file-magic-hdf {
	file-magic /\x89HDF\x0d\x0a\x1a\x0a|\x0e\x03\x13\x01/
	file-mime "application/x-hdf", 70
}

signature file-magic-ocsp-request {
	file-magic /\x30.{0,4}\x30.{0,10}\x06\x05\x2b\x0e\x03\x02\x1a/
	file-mime "application/ocsp-request", 71
}

signature file-magic-ocsp-response {
	file-magic /\x30.{1,4}\x0a\x01\x00\xa0.{1,10}\x06\x09\x2b\x06\x01\x05\x05\x07\x30\x01\x01/
	file-mime "application/ocsp-response", 71
}
