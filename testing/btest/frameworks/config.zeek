# @TEST-DOC: Changes of options run through functions by priority, and are logged.
# @TEST-EXEC: avocet -b %INPUT >out 2>err
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: grep "zeek:.* error: " err | sed 's/.*error: //' >errors
# @TEST-EXEC: btest-diff errors
# @TEST-EXEC: grep -v "^#[oc]" config.log | cut -f 2- >rows
# @TEST-EXEC: btest-diff rows

@load base/frameworks/config

option names: set[string] = set("x");
option numbers: vector of count;
option labels: table[count] of string;
option limit = 10;
option secret = "a";

# One function may serve options of any type, or take the place of the value.
function any_change(ID: string, value: any, location: string): any
	{
	print "any", ID, value, location;
	return value;
	}

function keep_small(ID: string, value: count): count
	{
	return value > 100 ? 100 : value;
	}

event Config::log_config(rec: Config::Info)
	{
	print "logged", rec$id;
	}

event zeek_init()
	{
	Option::set_change_handler("limit", any_change, -10);
	Option::set_change_handler("limit", keep_small);
	Option::set_change_handler("names", any_change);

	print Config::set_value("names", set("a", "b"), "a file");
	print Config::set_value("names", set());
	print Config::set_value("numbers", vector(1, 2));
	print Config::set_value("numbers", vector());
	print Config::set_value("labels", table([1] = "one"));
	print Config::set_value("limit", 1000);
	print Config::set_value("secret", "b", "<skip-config-log>");
	print names, numbers, labels, limit, secret;

	# What cannot be.
	print Config::set_value("limit", "much"), Config::set_value("no_such_option", 1);
	print Option::set_change_handler("secret", keep_small);
	print limit;
	}
