# Texts by what they begin with, and at last anything that people can read, if it is ten characters long.

signature file-magic-html {
	file-magic /[\x00-\x20\xef\xbb\xbf]*(<!--.*-->[\x00-\x20]*)?(?i:<!doctype html|<(html|head|body|title|script|iframe|table|meta)[ \t\x0d\x0a>])/
	file-mime "text/html", 100
}

signature file-magic-html-behind-xml {
	file-magic /[\x00-\x20\xef\xbb\xbf]*<[?]xml[^>]*>[\x00-\x20]*(?i:<!doctype html|<html[ \t\x0d\x0a>])/
	file-mime "text/html", 100
}

signature file-magic-xml {
	file-magic /[\x00-\x20\xef\xbb\xbf]*<[?]xml[ \t\x0d\x0a]/
	file-mime "application/xml", 10
}

signature file-magic-atom {
	file-magic /[\x00-\x20]*(<[?]xml[^>]*>[\x00-\x20]*)?<feed[ \t\x0d\x0a]/
	file-mime "text/atom", 100
}

signature file-magic-rss {
	file-magic /[\x00-\x20]*(<[?]xml[^>]*>[\x00-\x20]*)?<rss[ \t\x0d\x0a]/
	file-mime "text/rss", 90
}

signature file-magic-soap {
	file-magic /[\x00-\x20]*(<[?]xml[^>]*>[\x00-\x20]*)?<[Ss][Oo][Aa][Pp][A-Za-z0-9-]{0,9}:[Ee]nvelope[ \t\x0d\x0a]/
	file-mime "application/soap+xml", 49
}

signature file-magic-xml-rpc {
	file-magic /[\x00-\x20]*(<[?]xml[^>]*>[\x00-\x20]*)?<method(Call|Response)>/
	file-mime "application/xml-rpc", 49
}

signature file-magic-flash-policy {
	file-magic /[\x00-\x20]*(<[?]xml[^>]*>[\x00-\x20]*)?(<!DOCTYPE[^>]*>[\x00-\x20]*)?<cross-domain-policy/
	file-mime "text/x-cross-domain-policy", 49
}

signature file-magic-json-object {
	file-magic /[ \t\x0d\x0a]*\{[ \t\x0d\x0a]*(\x22([^\x22\\]|\\.)*\x22[ \t\x0d\x0a]*:|\}[ \t\x0d\x0a]*$)/
	file-mime "text/json", 1
}

signature file-magic-json-array {
	file-magic /[ \t\x0d\x0a]*\[[ \t\x0d\x0a]*([\{\[\x22]|-?[0-9]|true|false|null|\][ \t\x0d\x0a]*$)/
	file-mime "text/json", 0
}

signature file-magic-shell {
	file-magic /#! ?\/[a-z\/]*(env )?(ba|da|k|z|a|)sh[ \t\x0d\x0a]/
	file-mime "text/x-shellscript", 250
}

signature file-magic-perl {
	file-magic /#! ?\/[a-z\/]*(env )?perl/
	file-mime "text/x-perl", 60
}

signature file-magic-python {
	file-magic /#! ?\/[a-z\/]*(env )?python/
	file-mime "text/x-python", 60
}

signature file-magic-ruby {
	file-magic /#! ?\/[a-z\/]*(env )?ruby/
	file-mime "text/x-ruby", 60
}

signature file-magic-awk {
	file-magic /#! ?\/[a-z\/]*(env )?[gmn]?awk/
	file-mime "text/x-awk", 60
}

signature file-magic-tcl {
	file-magic /#! ?\/[a-z\/]*(env )?(tcl|wi)sh/
	file-mime "text/x-tcl", 60
}

signature file-magic-lua {
	file-magic /#! ?\/[a-z\/]*(env )?lua/
	file-mime "text/x-lua", 49
}

signature file-magic-php {
	file-magic /[\x00-\x20]*<[?]php/
	file-mime "text/x-php", 60
}

signature file-magic-batch {
	file-magic /(?i:@echo off)/
	file-mime "text/x-msdos-batch", 60
}

signature file-magic-javascript {
	file-magic /(\/\/[^\x0a]*\x0a|\/\*.*\*\/[\x00-\x20]*)?(var|let|const|function) [A-Za-z_$][A-Za-z0-9_$]*[ (=;,]/
	file-mime "application/javascript", 60
}

signature file-magic-javascript-function {
	file-magic /[\x00-\x20]*([!(;]*\(?function ?\([^)\x0a]*\) ?\{|document\.write(ln)?\()/
	file-mime "application/javascript", 60
}

signature file-magic-mail {
	file-magic /(Received|Return-Path|Delivered-To|Message-ID|MIME-Version): /
	file-mime "message/rfc822", 100
}

signature file-magic-news {
	file-magic /(Newsgroups|Path|Xref): /
	file-mime "message/news", 80
}

signature file-magic-calendar {
	file-magic /BEGIN:VCALENDAR/
	file-mime "text/calendar", 180
}

signature file-magic-vcard {
	file-magic /BEGIN:VCARD/
	file-mime "text/x-vcard", 140
}

signature file-magic-pgp-message {
	file-magic /-----BEGIN PGP MESSAGE/
	file-mime "application/pgp", 260
}

signature file-magic-pgp-signature {
	file-magic /-----BEGIN PGP SIGNATURE/
	file-mime "application/pgp-signature", 280
}

signature file-magic-pgp-keys {
	file-magic /-----BEGIN PGP PUBLIC KEY/
	file-mime "application/pgp-keys", 330
}

signature file-magic-diff {
	file-magic /(diff |--- [^\x0a]*\x0a\x2b\x2b\x2b )/
	file-mime "text/x-diff", 55
}

# A patch below a description of it, as people send them by mail.
signature file-magic-diff-below {
	file-magic /.*\x0a--- [^\x0a]*\x0a\x2b\x2b\x2b [^\x0a]*\x0a@@ -[0-9]/
	file-mime "text/x-diff", 38
}

signature file-magic-m3u {
	file-magic /#EXTM3U/
	file-mime "application/vnd.apple.mpegurl", 60
}

# How a file begins decides, as it does for everything else.
signature file-magic-plain {
	file-magic /(\xef\xbb\xbf|\xfe\xff|\xff\xfe)?[\x09-\x0d\x20-\x7e]{10}/
	file-mime "text/plain", -20
}
