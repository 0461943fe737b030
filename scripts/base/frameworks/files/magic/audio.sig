# Sound.

signature file-magic-id3 {
	file-magic /ID3[\x02-\x04]/
	file-mime "audio/mpeg", 20
}

signature file-magic-mpeg-audio {
	file-magic /\xff[\xf2\xf3\xfa\xfb]/
	file-mime "audio/mpeg", 20
}

signature file-magic-wav {
	file-magic /RIFF.{4}WAVE/
	file-mime "audio/x-wav", 70
}

signature file-magic-aiff {
	file-magic /FORM.{4}AIF[FC]/
	file-mime "audio/x-aiff", 70
}

signature file-magic-flac {
	file-magic /fLaC/
	file-mime "audio/x-flac", 70
}

signature file-magic-midi {
	file-magic /MThd\x00\x00\x00\x06/
	file-mime "audio/midi", 70
}

signature file-magic-basic-audio {
	file-magic /\.snd\x00\x00/
	file-mime "audio/basic", 70
}

signature file-magic-m4a {
	file-magic /.{4}ftypM4A/
	file-mime "audio/m4a", 70
}

signature file-magic-aac-adif {
	file-magic /ADIF/
	file-mime "audio/x-hx-aac-adif", 70
}

signature file-magic-musepack {
	file-magic /MP\x2b/
	file-mime "audio/x-musepack", 60
}

signature file-magic-monkeys-audio {
	file-magic /MAC \x96?/
	file-mime "audio/x-ape", 70
}

signature file-magic-realaudio {
	file-magic /\.ra\xfd/
	file-mime "audio/x-pn-realaudio", 70
}
