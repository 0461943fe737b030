# @TEST-DOC: Numbers: signs, wrapping, division, shifts, conversions.
# @TEST-EXEC: avocet -b %INPUT >out
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: avocet -b --no-optimise %INPUT >plain
# @TEST-EXEC: cmp out plain

event zeek_init()
	{
	local c = 0;
	--c;
	print c, ++c;
	print 7 / 2, 7 % 3, -7 / 2, -7 % 3, 7.0 / 2;
	local big = 18446744073709551615;
	print big % 2, big % 16, big % 1, big % 10, big % 9223372036854775808;
	print 3 & 5, 3 | 5, 3 ^ 5, 1 << 4, 256 >> 2, ~0;
	print |-5|, |5 - 8.5|, |1.2.0.0/16|, |1.2.3.4|;
	print 42.5 as count, 43.5 as count, "12" as int, "300" ?as addr, 258 as addr;
	print 1sec + 2min, 10min / 5min, 3.5 * 1sec, 5min / 2;
	local d = 1e300 * 1e300;
	print d - d == d - d, d - d != d - d, d - d < 1.0, ! (d - d < 1.0);
	# The size of a port tells its protocol, too.
	local p: any = 53/udp;
	print |80/tcp|, |p|, |1/icmp| - 196608;
	}
