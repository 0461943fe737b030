# Pictures, sound, films, fonts.
# A higher number wins where several fit.

signature file-magic-png {
	file-magic /^\x89PNG\x0d\x0a\x1a\x0a/
	file-mime "image/png", 110
}

signature file-magic-jpeg {
	file-magic /^\xff\xd8\xff/
	file-mime "image/jpeg", 110
}

signature file-magic-gif {
	file-magic /^GIF8[79]a/
	file-mime "image/gif", 110
}

signature file-magic-tiff {
	file-magic /^II\x2a\x00|^MM\x00\x2a/
	file-mime "image/tiff", 100
}

signature file-magic-bmp {
	file-magic /^BM[\x00-\xff]{12}[\x0c\x28\x40\x6c\x7c]\x00\x00\x00/
	file-mime "image/x-ms-bmp", 60
}

signature file-magic-webp {
	file-magic /^RIFF[\x00-\xff]{4}WEBP/
	file-mime "image/webp", 110
}

signature file-magic-ico {
	file-magic /^\x00\x00\x01\x00[\x01-\x40]\x00/
	file-mime "image/x-icon", 60
}

signature file-magic-svg {
	file-magic /^[\x00-\xff]{0,512}<svg[ \t\r\n>]/
	file-mime "image/svg+xml", 95
}

signature file-magic-psd {
	file-magic /^8BPS/
	file-mime "image/vnd.adobe.photoshop", 100
}

signature file-magic-xcf {
	file-magic /^gimp xcf/
	file-mime "image/x-xcf", 100
}

signature file-magic-mp3 {
	file-magic /^ID3|^\xff[\xfa\xfb\xf2\xf3]/
	file-mime "audio/mpeg", 70
}

signature file-magic-wav {
	file-magic /^RIFF[\x00-\xff]{4}WAVE/
	file-mime "audio/x-wav", 100
}

signature file-magic-flac {
	file-magic /^fLaC/
	file-mime "audio/x-flac", 100
}

signature file-magic-ogg {
	file-magic /^OggS/
	file-mime "application/ogg", 100
}

signature file-magic-midi {
	file-magic /^MThd/
	file-mime "audio/midi", 90
}

signature file-magic-avi {
	file-magic /^RIFF[\x00-\xff]{4}AVI /
	file-mime "video/x-msvideo", 100
}

signature file-magic-mp4 {
	file-magic /^[\x00-\xff]{4}ftyp(mp4|iso|avc|M4V|dash)/
	file-mime "video/mp4", 90
}

signature file-magic-quicktime {
	file-magic /^[\x00-\xff]{4}(ftypqt|moov|mdat)/
	file-mime "video/quicktime", 90
}

signature file-magic-matroska {
	file-magic /^\x1a\x45\xdf\xa3/
	file-mime "video/x-matroska", 90
}

signature file-magic-flv {
	file-magic /^FLV\x01/
	file-mime "video/x-flv", 100
}

signature file-magic-mpeg {
	file-magic /^\x00\x00\x01[\xb3\xba]/
	file-mime "video/mpeg", 70
}

signature file-magic-swf {
	file-magic /^[FCZ]WS[\x01-\x40]/
	file-mime "application/x-shockwave-flash", 90
}

signature file-magic-woff {
	file-magic /^wOFF/
	file-mime "application/font-woff", 100
}

signature file-magic-woff2 {
	file-magic /^wOF2/
	file-mime "application/font-woff2", 100
}

signature file-magic-otf {
	file-magic /^OTTO/
	file-mime "application/x-font-otf", 100
}

signature file-magic-ttf {
	file-magic /^\x00\x01\x00\x00\x00[\x04-\x40]\x00/
	file-mime "application/x-font-ttf", 70
}
