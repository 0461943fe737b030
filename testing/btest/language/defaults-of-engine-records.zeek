# @TEST-DOC: Computed defaults of records that the engine makes are computed when it makes them, not when somebody reads them.
# @TEST-EXEC: printf '#fields\tname\nfirst\n' >names
# @TEST-EXEC: avocet -b -r $TRACES/udp-idle.pcap %INPUT >out
# @TEST-EXEC: btest-diff out

@load base/frameworks/input

global made = 0;

function number(): count
	{
	return ++made;
	}

redef record connection += {
	number: count &default=number();
};

type Row: record {
	name: string;
	number: count &default=number();
};

event row(description: Input::EventDescription, tpe: Input::Event, r: Row)
	{
	local before = made;
	print r$name, before, r$number, made;
	}

event zeek_init()
	{
	Input::add_event([$source="names", $name="names", $fields=Row, $ev=row, $want_record=T]);
	local json = from_json("{\"name\": \"of JSON\"}", Row);
	local before = made;
	print (json$v as Row)$number, before, made;
	}

event connection_state_remove(c: connection)
	{
	print c$number, made;
	}

event new_connection(c: connection)
	{
	print "new", made;
	}
