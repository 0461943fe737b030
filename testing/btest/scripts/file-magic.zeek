# Types of files by their first bytes.
# @TEST-EXEC: avocet -b %INPUT >out
# @TEST-EXEC: btest-diff out

function show(what: string, data: string)
	{
	print fmt("%-12s %s", what, identify_data(data));
	}

event zeek_init()
	{
	show("nothing", "");
	show("patch", "diff -u a b\x0a");
	show("mailed patch", "It was wrong.\x0a\x0a--- a/x\x0a+++ b/x\x0a@@ -1 +1 @@\x0a");
	show("text", "This is a test");
	show("utf-8", "na\xc3\xafve caf\xc3\xa9s");
	show("few", "nine char");
	show("cut utf-8", "un petit caf\xc3");
	show("latin-1", "caf\xe9 au lait");
	show("png", "\x89PNG\x0d\x0a\x1a\x0a\x00\x00");
	show("jpeg", "\xff\xd8\xff\xe0\x00\x10JFIF");
	show("gif", "GIF89a");
	show("pdf", "%PDF-1.7");
	show("zip", "PK\x03\x04\x14\x00");
	show("gzip", "\x1f\x8b\x08\x00");
	show("dos", "MZ\x90\x00");
	show("elf", "\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00");
	show("java", "\xca\xfe\xba\xbe\x00\x00\x00\x34");
	show("mach-o", "\xca\xfe\xba\xbe\x00\x00\x00\x02");
	show("html", "\x0a<!DOCTYPE html>\x0a<html>");
	show("xml", "<?xml version=\"1.0\"?><a/>");
	show("rss", "<?xml version=\"1.0\"?>\x0a<rss version=\"2.0\">");
	show("soap", "<SOAP-ENV:Envelope xmlns:SOAP-ENV=\"http://www.w3.org/2003/05/soap-envelope\">");
	show("no soap", "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\">");
	show("json", "{ \"a\": [1, 2] }");
	show("shell", "#!/usr/bin/env bash\x0a");
	show("javascript", "/* mine */\x0avar x = 5;");
	show("mp4", "\x00\x00\x00\x20ftypisom");
	show("certificate", "-----BEGIN CERTIFICATE-----");
	print file_magic("#!/bin/sh\x0aexit");
	}
