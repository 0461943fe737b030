# @TEST-DOC: Texts of all kinds are taken apart into name and version; versions compare part by part.
# @TEST-EXEC: avocet -b %INPUT >out
# @TEST-EXEC: btest-diff out

@load base/frameworks/software

module Software;

function show(text: string)
	{
	local d = parse(text);
	print d$name, software_fmt_version(d$version);
	}

event zeek_init()
	{
	show("OpenSSH_9.2p1 Debian-2+deb12u3");
	show("nginx/1.22.1");
	show("Apache/2.4.57 (Debian) OpenSSL/3.0.11");
	show("Dropbear_2022.83");
	show("Exim 4.96");
	show("lighttpd");
	show("7-Zip/9.20");
	show("(vsFTPd 3.0.3)");
	show("Some%20Tool/1,2,3,4 more");
	show("\\xc3\\xa9t\\xc3\\xa9 2.0");
	show("Mozilla/5.0 (X11; Linux x86_64; rv:120.0) Gecko/20100101 Firefox/120.0");
	show("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/119.0.6045.105 Safari/537.36");
	show("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/119.0.0.0 Safari/537.36 Edg/119.0.2151.58");
	show("Mozilla/5.0 (iPhone; CPU iPhone OS 17_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.1 Mobile/15E148 Safari/604.1");
	show("Mozilla/4.0 (compatible; MSIE 7.0; Windows NT 6.1; Trident/6.0)");
	show("Mozilla/4.0 (compatible; MSIE 6.0; Windows NT 5.1)");
	show("Opera/9.80 (Windows NT 6.1) Presto/2.12.388 Version/12.16");
	show("A/13/Google/Pixel#7/panther/x");
	show("Mozilla/4.0 (compatible; Win32; WinHttp.WinHttpRequest.5)");
	show("PHP/5.2.4-2ubuntu5.17");
	show("Updater/1.2.183.13;winhttp;cup");
	show("Apache/2.2.14 (Debian GNU/Linux)");
	show("AGENT9-WX86 90 X=270.14.71/2510");
	show("EC (via/F34C)");
	show("EC (via/F2A2)");
	show("Apache/2");
	show("1.7");
	show("");
	show("(((");

	local v = Version($major=1, $minor=2);
	print cmp_versions(v, Version($major=1, $minor=2)), cmp_versions(v, Version($major=1, $minor=10));
	print cmp_versions(v, Version($major=1)), cmp_versions(Version(), v), cmp_versions(v, Version($major=1, $minor=2, $addl="b"));
	print cmp_versions(Version($addl="a"), Version($addl="b"));
	}
