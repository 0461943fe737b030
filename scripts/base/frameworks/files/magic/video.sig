# Moving pictures, and containers of pictures and sound.

signature file-magic-avi {
	file-magic /RIFF.{4}AVI /
	file-mime "video/x-msvideo", 70
}

signature file-magic-mp4 {
	file-magic /.{4}ftyp(isom|iso[2-9]|mp4[12]|avc1|MSNV|dash)/
	file-mime "video/mp4", 70
}

signature file-magic-quicktime {
	file-magic /.{4}(ftypqt  |moov|mdat|wide|free)/
	file-mime "video/quicktime", 70
}

signature file-magic-m4v {
	file-magic /.{4}ftypM4V/
	file-mime "video/x-m4v", 70
}

signature file-magic-3gpp {
	file-magic /.{4}ftyp3g[egps]/
	file-mime "video/3gpp", 60
}

signature file-magic-matroska {
	file-magic /\x1a\x45\xdf\xa3.{0,64}\x42\x82.{0,4}matroska/
	file-mime "video/x-matroska", 110
}

signature file-magic-webm {
	file-magic /\x1a\x45\xdf\xa3.{0,64}\x42\x82.{0,4}webm/
	file-mime "video/webm", 110
}

signature file-magic-flv {
	file-magic /FLV\x01/
	file-mime "video/x-flv", 60
}

signature file-magic-mpeg-program {
	file-magic /\x00\x00\x01\xba/
	file-mime "video/mpeg", 63
}

signature file-magic-mpeg-video {
	file-magic /\x00\x00\x01\xb3/
	file-mime "video/mpeg", 63
}

signature file-magic-asf {
	file-magic /\x30\x26\xb2\x75\x8e\x66\xcf\x11/
	file-mime "video/x-ms-asf", 70
}

signature file-magic-ogg-theora {
	file-magic /OggS\x00.{23}\x80theora/
	file-mime "video/ogg", 110
}

signature file-magic-ogg {
	file-magic /OggS\x00/
	file-mime "application/ogg", 70
}

signature file-magic-mp2t {
	file-magic /\x47.{187}\x47.{187}\x47/
	file-mime "video/mp2t", 40
}

signature file-magic-realmedia {
	file-magic /\.RMF\x00/
	file-mime "application/vnd.rn-realmedia", 100
}
