# Archives and compressed files.

signature file-magic-zip {
	file-magic /PK(\x03\x04|\x07\x08)/
	file-mime "application/zip", 10
}

signature file-magic-gzip {
	file-magic /\x1f\x8b\x08/
	file-mime "application/x-gzip", 100
}

signature file-magic-bzip2 {
	file-magic /BZh[1-9]/
	file-mime "application/x-bzip2", 60
}

signature file-magic-xz {
	file-magic /\xfd7zXZ\x00/
	file-mime "application/x-xz", 90
}

signature file-magic-lzma {
	file-magic /\x5d\x00\x00.{10}/
	file-mime "application/x-lzma", 71
}

signature file-magic-lzip {
	file-magic /LZIP[\x00\x01]/
	file-mime "application/x-lzip", 70
}

signature file-magic-lz4 {
	file-magic /\x04\x22\x4d\x18/
	file-mime "application/x-lz4", 70
}

signature file-magic-zstandard {
	file-magic /\x28\xb5\x2f\xfd/
	file-mime "application/zstd", 70
}

signature file-magic-compress {
	file-magic /\x1f\x9d/
	file-mime "application/x-compress", 50
}

signature file-magic-7z {
	file-magic /7z\xbc\xaf\x27\x1c/
	file-mime "application/x-7z-compressed", 50
}

signature file-magic-rar {
	file-magic /Rar!\x1a\x07/
	file-mime "application/x-rar", 70
}

signature file-magic-tar {
	file-magic /.{257}ustar(\x00|  \x00)/
	file-mime "application/x-tar", 100
}

signature file-magic-cab {
	file-magic /MSCF\x00{4}/
	file-mime "application/vnd.ms-cab-compressed", 110
}

signature file-magic-ar {
	file-magic /!<arch>\x0a/
	file-mime "application/x-archive", 70
}

signature file-magic-deb {
	file-magic /!<arch>\x0adebian/
	file-mime "application/x-debian-package", 171
}

signature file-magic-rpm {
	file-magic /\xed\xab\xee\xdb/
	file-mime "application/x-rpm", 70
}

signature file-magic-cpio {
	file-magic /0707(07|01|02)/
	file-mime "application/x-cpio", 50
}

signature file-magic-arj {
	file-magic /\x60\xea/
	file-mime "application/x-arj", 50
}

signature file-magic-lha {
	file-magic /..-lh[0-7d]-/
	file-mime "application/x-lha", 120
}

signature file-magic-ace {
	file-magic /.{7}\*\*ACE\*\*/
	file-mime "application/x-ace", 100
}

signature file-magic-zoo {
	file-magic /.{20}\xdc\xa7\xc4\xfd/
	file-mime "application/x-zoo", 70
}

signature file-magic-stuffit {
	file-magic /StuffIt|SIT!/
	file-mime "application/x-stuffit", 70
}

signature file-magic-xar {
	file-magic /xar!/
	file-mime "application/x-xar", 100
}

signature file-magic-warc {
	file-magic /WARC\//
	file-mime "application/warc", 50
}
