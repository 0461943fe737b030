# @TEST-DOC: switch by value, by string and by type, with fallthrough and shared bodies.
# @TEST-EXEC: avocet -b %INPUT >out
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: avocet -b --no-optimise %INPUT >plain
# @TEST-EXEC: cmp out plain

function by_value(c: count): string
	{
	switch ( c )
		{
		case 1, 2:
			return "one or two";
		case 3:
			fallthrough;
		case 4:
			return "three or four";
		case 5:
			break;
		case 100000:
			return "many";
		default:
			return "other";
		}
	return "five";
	}

function by_text(s: string): count
	{
	switch ( s )
		{
		case "a": return 1;
		case "b": return 2;
		case "c": return 3;
		case "d": return 4;
		}
	return 0;
	}

function by_type(x: any): string
	{
	switch ( x )
		{
		case type count as c:
			return fmt("count %d", c + 1);
		case type string as s, type addr as a:
			return "string or addr";
		case type bool:
			break;
		default:
			return "other";
		}
	return "bool";
	}

event zeek_init()
	{
	for ( c in vector(0, 1, 2, 3, 4, 5, 100000) )
		print by_value(c);
	print vector(1, 2, 5, 100000)[2], by_value(5), by_value(100000);
	print by_text("a"), by_text("d"), by_text("e");
	print by_type(4), by_type("x"), by_type(1.2.3.4), by_type(F), by_type(1.5);
	}
