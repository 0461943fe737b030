# @TEST-DOC: A variable that is captured before it has a value is told where it is read, until the function gives it one.
# @TEST-EXEC: avocet -b %INPUT >out 2>err
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: grep -h error: err | sed 's/.*error: //' >errors
# @TEST-EXEC: btest-diff errors

event zeek_init() &priority=9
	{
	local number: count;
	local f = function[number]() { print "in f"; print number; };
	f();
	print "never";
	}

event zeek_init() &priority=8
	{
	local text: string;
	local number: count;
	local f = function[text, number]()
		{
		local g = function[number]() { print "in g"; print number; };
		local h = function[text]() { print "in h"; print text; };
		number = 5;
		h();
		g();
		};
	f();
	print "never";
	}

event zeek_init() &priority=7
	{
	local number: count;
	local flag: bool;
	local f = function[number, flag](start: bool)
		{
		if ( start )
			{
			number = 7;
			flag = F;
			}
		++number;
		print number, flag;
		local g = function[number]() { print "inner", number; };
		g();
		};
	f(T);
	f(F);
	}

event zeek_init() &priority=6
	{
	local number: count;
	local f = function[number]() { ++number; print "never"; };
	f();
	}

global ready = F;

event zeek_init() &priority=5
	{
	local number: count;
	local other: double;
	when [number, other] ( ready )
		{
		number = 9;
		print "in the body", number;
		print other;
		print "never";
		}
	timeout 1sec
		{
		print number;
		}
	ready = T;
	}

# What a condition declares but did not come to is as unset, and what it declares is when time is over.
function word(): string { return "word"; }
function three(): count { return 3; }

event zeek_init() &priority=4
	{
	when ( ready || ((local text = word()) && text == "word") )
		{
		print "text is not needed";
		local f = function[text](): string { return text; };
		print f() + "never";
		}
	}

event zeek_init() &priority=3
	{
	when ( ready || ((local number = three()) && number == 3) )
		{
		print "number is not needed";
		print number;
		print "never";
		}
	}

event zeek_init() &priority=2
	{
	when ( (local number = three()) && (local text = word()) && text == "word" )
		print "both are there", number, text;
	timeout 1sec
		{
		print "never";
		}
	}

event zeek_init() &priority=1
	{
	local known = 5;
	when [known] ( ! ready && (local number = three()) && (local text = word()) )
		print "never";
	timeout 0sec
		{
		print "in time", known;
		print |text|;
		print "never";
		}
	}

# What the attributes of a table capture.
event zeek_init() &priority=0
	{
	local text: string;
	local t: table[count] of string &default=function[text](k: count): string { return text + "x"; };
	print "before text";
	print t[1];
	print "never";
	}

event zeek_init() &priority=0
	{
	local number: count;
	local t = table([1] = 5) &default=function[number](k: count): count { return number; };
	print "before number", t[1];
	print t[2];
	print "never";
	}

event zeek_init() &priority=0
	{
	local text: string;
	local t: table[count] of string &default=text;
	print "never", t[1];
	}
