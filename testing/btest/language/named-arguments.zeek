# @TEST-DOC: A name before an argument is told to mean nothing, as arguments go by position; the script runs.
# @TEST-EXEC: avocet -b %INPUT >out 2>&1
# @TEST-EXEC: btest-diff out

function shares(whole: count, part: count): count
	{
	return part * 100 / whole;
	}

event zeek_init()
	{
	print shares($whole=200, $part=50);
	print shares($part=200, $whole=50);
	}
