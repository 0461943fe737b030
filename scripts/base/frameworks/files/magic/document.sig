# Documents of offices and of printers.

signature file-magic-pdf {
	file-magic /[\x00-\x20]*%PDF-/
	file-mime "application/pdf", 80
}

signature file-magic-postscript {
	file-magic /%!PS/
	file-mime "application/postscript", 60
}

signature file-magic-rtf {
	file-magic /\{\\rtf/
	file-mime "text/rtf", 80
}

signature file-magic-compound-document {
	file-magic /\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1/
	file-mime "application/msword", 50
}

signature file-magic-ooxml-word {
	file-magic /PK\x03\x04.{26}.*word\//
	file-mime "application/vnd.openxmlformats-officedocument.wordprocessingml.document", 80
}

signature file-magic-ooxml-sheet {
	file-magic /PK\x03\x04.{26}.*xl\//
	file-mime "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", 80
}

signature file-magic-ooxml-slides {
	file-magic /PK\x03\x04.{26}.*ppt\//
	file-mime "application/vnd.openxmlformats-officedocument.presentationml.presentation", 80
}

signature file-magic-ooxml {
	file-magic /PK\x03\x04.{26}\[Content_Types\]\.xml/
	file-mime "application/vnd.openxmlformats-officedocument", 50
}

signature file-magic-odf-text {
	file-magic /PK\x03\x04.{26}mimetypeapplication\/vnd\.oasis\.opendocument\.text/
	file-mime "application/vnd.oasis.opendocument.text", 110
}

signature file-magic-odf-sheet {
	file-magic /PK\x03\x04.{26}mimetypeapplication\/vnd\.oasis\.opendocument\.spreadsheet/
	file-mime "application/vnd.oasis.opendocument.spreadsheet", 110
}

signature file-magic-odf-slides {
	file-magic /PK\x03\x04.{26}mimetypeapplication\/vnd\.oasis\.opendocument\.presentation/
	file-mime "application/vnd.oasis.opendocument.presentation", 110
}

signature file-magic-odf-drawing {
	file-magic /PK\x03\x04.{26}mimetypeapplication\/vnd\.oasis\.opendocument\.graphics/
	file-mime "application/vnd.oasis.opendocument.graphics", 110
}

signature file-magic-epub {
	file-magic /PK\x03\x04.{26}mimetypeapplication\/epub\x2bzip/
	file-mime "application/epub+zip", 110
}

signature file-magic-dvi {
	file-magic /\xf7\x02/
	file-mime "application/x-dvi", 50
}

signature file-magic-outlook-tnef {
	file-magic /\x78\x9f\x3e\x22/
	file-mime "application/vnd.ms-tnef", 100
}

signature file-magic-help {
	file-magic /ITSF\x03/
	file-mime "application/mshelp", 100
}
