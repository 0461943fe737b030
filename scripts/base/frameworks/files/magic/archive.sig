# Archives and compressed files.
# A higher number wins where several fit.

signature file-magic-gzip {
	file-magic /^\x1f\x8b/
	file-mime "application/x-gzip", 100
}

signature file-magic-bzip2 {
	file-magic /^BZh[1-9]1AY&SY/
	file-mime "application/x-bzip2", 100
}

signature file-magic-xz {
	file-magic /^\xfd7zXZ\x00/
	file-mime "application/x-xz", 100
}

signature file-magic-lzma {
	file-magic /^\x5d\x00\x00[\x00-\xff]{2}/
	file-mime "application/x-lzma", 60
}

signature file-magic-zstd {
	file-magic /^[\x22-\x28]\xb5\x2f\xfd/
	file-mime "application/x-zstd", 100
}

signature file-magic-compress {
	file-magic /^\x1f[\x9d\xa0]/
	file-mime "application/x-compress", 90
}

signature file-magic-zip {
	file-magic /^PK\x03\x04|^PK\x05\x06/
	file-mime "application/zip", 50
}

signature file-magic-jar {
	file-magic /^PK\x03\x04.{22}[\x00-\xff]{0,4}META-INF\/MANIFEST\.MF/
	file-mime "application/java-archive", 120
}

signature file-magic-rar {
	file-magic /^Rar!\x1a\x07/
	file-mime "application/x-rar", 100
}

signature file-magic-7z {
	file-magic /^7z\xbc\xaf\x27\x1c/
	file-mime "application/x-7z-compressed", 100
}

signature file-magic-tar {
	file-magic /^[\x00-\xff]{257}ustar/
	file-mime "application/x-tar", 100
}

signature file-magic-cab {
	file-magic /^MSCF\x00\x00\x00\x00/
	file-mime "application/vnd.ms-cab-compressed", 100
}

signature file-magic-ar {
	file-magic /^!<arch>\x0a/
	file-mime "application/x-archive", 60
}

signature file-magic-deb {
	file-magic /^!<arch>\x0adebian/
	file-mime "application/x-debian-package", 110
}

signature file-magic-rpm {
	file-magic /^\xed\xab\xee\xdb/
	file-mime "application/x-rpm", 100
}

signature file-magic-cpio {
	file-magic /^0707(01|02|07)/
	file-mime "application/x-cpio", 80
}

signature file-magic-iso {
	file-magic /^[\x00-\xff]{32769}CD001/
	file-mime "application/x-iso9660-image", 90
}
