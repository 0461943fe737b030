# @TEST-DOC: Every type that can be logged, set, empty and unset, in the text format.
# @TEST-EXEC: avocet -b %INPUT
# @TEST-EXEC: btest-diff all.log
# @TEST-EXEC: avocet -b %INPUT LogAscii::use_json=T
# @TEST-EXEC: mv all.log json.log
# @TEST-EXEC: btest-diff json.log

module All;

export {
	redef enum Log::ID += { LOG };

	type Info: record {
		b: bool &log &optional;
		i: int &log &optional;
		c: count &log &optional;
		d: double &log &optional;
		t: time &log &optional;
		iv: interval &log &optional;
		p: port &log &optional;
		e: transport_proto &log &optional;
		a: addr &log &optional;
		n: subnet &log &optional;
		s: string &log &optional;
		ss: set[string] &log &optional;
		vc: vector of count &log &optional;
		sa: set[addr] &log &optional;
		hidden: string &default="not a column";
	};
}

event zeek_init()
	{
	Log::create_stream(All::LOG, [$columns=Info, $path="all"]);

	local holes: vector of count;
	holes[0] = 7;
	holes[2] = 9;

	Log::write(All::LOG, [$b=T, $i=-42, $c=21, $d=3.14, $t=double_to_time(1300475167.096535), $iv=1.5secs, $p=80/tcp,
		$e=udp, $a=[2001:db8::1], $n=10.0.0.0/8, $s="a\tb\\c", $ss=set("x", ","), $vc=holes, $sa=set(10.0.0.1, [::1])]);
	Log::write(All::LOG, [$d=100.0, $s="", $ss=set(), $vc=vector()]);
	Log::write(All::LOG, [$s="-", $ss=set("(empty)", ""), $iv=-0.25secs]);
	Log::write(All::LOG, Info());
	}
