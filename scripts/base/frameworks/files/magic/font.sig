# Typefaces.

signature file-magic-truetype {
	file-magic /\x00\x01\x00\x00\x00[\x01-\x40]/
	file-mime "application/x-font-ttf", 80
}

signature file-magic-opentype {
	file-magic /OTTO\x00/
	file-mime "application/vnd.ms-opentype", 70
}

signature file-magic-woff {
	file-magic /wOFF/
	file-mime "application/font-woff", 70
}

signature file-magic-woff2 {
	file-magic /wOF2/
	file-mime "application/font-woff2", 70
}

signature file-magic-embedded-opentype {
	file-magic /.{8}\x02\x00\x02\x00|.{8}\x01\x00\x02\x00/
	file-mime "application/vnd.ms-fontobject", 50
}
