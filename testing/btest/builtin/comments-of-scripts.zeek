# @TEST-DOC: What comments say of globals, types, labels, fields, functions and scripts, and where these are declared.
# @TEST-EXEC: avocet -b %INPUT >out
# @TEST-EXEC: btest-diff out

##! A script about nothing.
##! In two lines.

module Doc;

export {
	## What counts.
	## It is a number.
	const limit = 7 &redef;  ##< Not more.

	## A record.
	type Info: record {
		## The time.
		ts: time &log;      ##< Of arrival.
		a: set[addr]        # plain
			&optional;  ##< Addresses.
		                    ##< All of them.
		b: count &default=3; c: count &default=4; ##< On a line with b.
	};

	type Kind: enum {
		## The first.
		ONE,
		TWO, ##< The second.
		THREE ##< The third.
	};

	## Prints.
	##
	## x: anything
	global f: function(x: string);
}

## Really.
function f(x: string)
	{
	print "in ; f }", x; ##< Of no declaration.
	}

redef record Info += {
	## Added.
	d: string &optional;
};

function show(name: string, said: string, script: string)
	{
	print fmt("%s: %s (%s)", name, join_string_vec(split_string(said, /\n/), " | "), script);
	}

event zeek_init()
	{
	for ( _, name in vector("limit", "Info", "Kind", "ONE", "TWO", "THREE", "f", "nothing") )
		{
		local full = "Doc::" + name;
		show(full, get_identifier_comments(full), get_identifier_declaring_script(full));
		}
	for ( _, field in vector("ts", "a", "b", "c", "d", "e") )
		{
		local path = "Doc::Info$" + field;
		show(path, get_record_field_comments(path), get_record_field_declaring_script(path));
		}
	print get_script_comments(@FILENAME) == get_script_comments(@DIR + "/" + @FILENAME);
	print split_string(get_script_comments(@FILENAME), /\n/);
	print get_script_comments("no/such/script.zeek") == "", get_package_readme("no/such/package") == "";
	print get_identifier_declaring_script("conn_id"), get_record_field_declaring_script("conn_id$orig_h");
	print record_type_to_vector("Doc::Info"), record_type_to_vector("nothing");
	}
