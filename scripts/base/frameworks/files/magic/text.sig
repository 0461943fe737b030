# Text. What has nothing but printable characters is plain text if nothing else fits.
# A higher number wins where several fit.

signature file-magic-plain {
	file-magic /^([[:print:][:space:]\x80-\xff]{1,256})$|^[[:print:][:space:]\x80-\xff]{256}/
	file-mime "text/plain", -20
}

signature file-magic-utf8-bom {
	file-magic /^\xef\xbb\xbf/
	file-mime "text/plain", -10
}

signature file-magic-utf16 {
	file-magic /^\xff\xfe|^\xfe\xff/
	file-mime "text/plain", -10
}

signature file-magic-html {
	file-magic /^[\x00-\xff]{0,3}[ \t\r\n]*<(![Dd][Oo][Cc][Tt][Yy][Pp][Ee] +[Hh][Tt][Mm][Ll]|[Hh][Tt][Mm][Ll]|[Hh][Ee][Aa][Dd]|[Bb][Oo][Dd][Yy]|[Tt][Ii][Tt][Ll][Ee])[ \t\r\n>]/
	file-mime "text/html", 45
}

signature file-magic-xml {
	file-magic /^[\x00-\xff]{0,3}[ \t\r\n]*<\?xml /
	file-mime "application/xml", 40
}

signature file-magic-rss {
	file-magic /^[\x00-\xff]{0,512}<rss[ \t\r\n>]/
	file-mime "application/rss+xml", 50
}

signature file-magic-soap {
	file-magic /^[\x00-\xff]{0,512}<[A-Za-z-]*:?Envelope[ \t\r\n]/
	file-mime "application/soap+xml", 50
}

signature file-magic-json {
	file-magic /^[ \t\r\n]*(\{[ \t\r\n]*(\x22[^\x22]*\x22[ \t\r\n]*:|\}$)|\[[ \t\r\n]*[\[\{\x220-9-])/
	file-mime "text/json", 3
}

signature file-magic-pem-certificate {
	file-magic /^-----BEGIN CERTIFICATE-----/
	file-mime "application/x-x509-ca-cert", 60
}

signature file-magic-pgp {
	file-magic /^-----BEGIN PGP (MESSAGE|SIGNATURE|PUBLIC KEY BLOCK)-----/
	file-mime "application/pgp", 60
}

signature file-magic-mail {
	file-magic /^(Received|Return-Path|From|Delivered-To|Message-ID): /
	file-mime "message/rfc822", 20
}
