# Documents.
# A higher number wins where several fit.

signature file-magic-pdf {
	file-magic /^[\x00-\xff]{0,3}%PDF-/
	file-mime "application/pdf", 110
}

signature file-magic-postscript {
	file-magic /^%!PS/
	file-mime "application/postscript", 100
}

signature file-magic-rtf {
	file-magic /^\{\\rtf/
	file-mime "text/rtf", 100
}

signature file-magic-ole {
	file-magic /^\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1/
	file-mime "application/msword", 50
}

signature file-magic-docx {
	file-magic /^PK\x03\x04[\x00-\xff]*word\//
	file-mime "application/vnd.openxmlformats-officedocument.wordprocessingml.document", 110
}

signature file-magic-xlsx {
	file-magic /^PK\x03\x04[\x00-\xff]*xl\//
	file-mime "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", 110
}

signature file-magic-pptx {
	file-magic /^PK\x03\x04[\x00-\xff]*ppt\//
	file-mime "application/vnd.openxmlformats-officedocument.presentationml.presentation", 110
}

signature file-magic-odf-text {
	file-magic /^PK\x03\x04[\x00-\xff]{26}mimetypeapplication\/vnd\.oasis\.opendocument\.text/
	file-mime "application/vnd.oasis.opendocument.text", 115
}

signature file-magic-epub {
	file-magic /^PK\x03\x04[\x00-\xff]{26}mimetypeapplication\/epub\+zip/
	file-mime "application/epub+zip", 115
}

signature file-magic-sqlite {
	file-magic /^SQLite format 3\x00/
	file-mime "application/x-sqlite3", 100
}
