# Pictures, by the first bytes that their formats prescribe.

signature file-magic-png {
	file-magic /\x89PNG\x0d\x0a\x1a\x0a/
	file-mime "image/png", 110
}

signature file-magic-jpeg {
	file-magic /\xff\xd8\xff/
	file-mime "image/jpeg", 52
}

signature file-magic-gif {
	file-magic /GIF8[79]a/
	file-mime "image/gif", 70
}

signature file-magic-webp {
	file-magic /RIFF.{4}WEBP/
	file-mime "image/webp", 70
}

signature file-magic-tiff-little-endian {
	file-magic /II\x2a\x00/
	file-mime "image/tiff", 70
}

signature file-magic-tiff-big-endian {
	file-magic /MM\x00\x2a/
	file-mime "image/tiff", 70
}

signature file-magic-bmp {
	file-magic /BM.{12}[\x0c\x28\x40\x6c\x7c\x80]\x00/
	file-mime "image/x-ms-bmp", 50
}

signature file-magic-ico {
	file-magic /\x00\x00\x01\x00[\x01-\xff]\x00/
	file-mime "image/x-icon", 70
}

signature file-magic-cursor {
	file-magic /\x00\x00\x02\x00[\x01-\xff]\x00/
	file-mime "image/x-cursor", 70
}

signature file-magic-photoshop {
	file-magic /8BPS\x00[\x01\x02]/
	file-mime "image/vnd.adobe.photoshop", 70
}

signature file-magic-jp2 {
	file-magic /\x00\x00\x00\x0cjP  \x0d\x0a\x87\x0a.{8}jp2/
	file-mime "image/jp2", 70
}

signature file-magic-jpx {
	file-magic /\x00\x00\x00\x0cjP  \x0d\x0a\x87\x0a.{8}jpx/
	file-mime "image/jpx", 70
}

signature file-magic-jpm {
	file-magic /\x00\x00\x00\x0cjP  \x0d\x0a\x87\x0a.{8}jpm/
	file-mime "image/jpm", 70
}

signature file-magic-gimp {
	file-magic /gimp xcf /
	file-mime "image/x-xcf", 110
}

signature file-magic-djvu {
	file-magic /AT&TFORM.{4}DJV/
	file-mime "image/vnd.djvu", 70
}

signature file-magic-openexr {
	file-magic /\x76\x2f\x31\x01/
	file-mime "image/x-exr", 70
}

signature file-magic-dwg {
	file-magic /AC10[0-3][0-9]/
	file-mime "image/vnd.dwg", 90
}

signature file-magic-pbm {
	file-magic /P[14][ \t\x0d\x0a]/
	file-mime "image/x-portable-bitmap", 42
}

signature file-magic-pgm {
	file-magic /P[25][ \t\x0d\x0a]/
	file-mime "image/x-portable-greymap", 42
}

signature file-magic-ppm {
	file-magic /P[36][ \t\x0d\x0a]/
	file-mime "image/x-portable-pixmap", 42
}

signature file-magic-svg {
	file-magic /[\x00-\x20]*<[?]xml[^>]*>[\x00-\x20]*(<!--.*-->[\x00-\x20]*)?(<!DOCTYPE[ \t\x0d\x0a]+svg|<svg[ \t\x0d\x0a>])/
	file-mime "image/svg+xml", 60
}
