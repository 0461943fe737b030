# @TEST-DOC: What is wrong in a file of options is told with its line; what is right beside it holds.
# @TEST-EXEC: printf '\357\273\277Test::n 5 6\r\nTest::none 1\nTest::i 5min\nTest::a 10.0.0.1,x\nTest::t a\nTest::n\nTest::s two words \n' >options
# @TEST-EXEC: avocet -b %INPUT >out 2>&1
# @TEST-EXEC: btest-diff out

@load base/frameworks/config

redef Config::config_files += { "options" };

module Test;

export {
	option n: count = 1;
	option i: interval = 1sec;
	option a: set[addr] = {};
	option t: table[string] of count = table();
	option s: string = "";
}

event zeek_done()
	{
	print n, i, |a|, |t|, s;
	}
