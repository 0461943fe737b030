# @TEST-DOC: Sources become tables and sets before the first packet, with an event for each entry.
# @TEST-EXEC: avocet -b -r $TRACES/ping.pcap %INPUT >out 2>err
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: grep -o "warning: .*" err >warnings
# @TEST-EXEC: btest-diff warnings

# @TEST-START-FILE hosts.txt
#fields	ip	p	tags	note.text	note.weight
10.0.0.1	80/tcp	a,b	first	1.5
10.0.0.2	53/udp	-	second	-
10.0.0.3	nonsense	-	third	-
10.0.0.4	-	-	fourth	-
-	1/tcp	-	fifth	-
# @TEST-END-FILE

module Test;

type Note: record {
	text: string;
	weight: double &default=0.5;
};

type Idx: record {
	ip: addr;
};

type Val: record {
	p: port;
	tags: set[string] &optional;
	note: Note;
};

type Text: record {
	p: port;
};

global hosts: table[addr] of Val = table();
global ports: table[addr] of port = table();
global known: set[addr] = set();

event entry(description: Input::TableDescription, what: Input::Event, left: Idx, right: Val)
	{
	print description$name, what, left, right;
	}

event port_entry(description: Input::TableDescription, what: Input::Event, left: Idx, right: port)
	{
	print description$name, what, left$ip, right;
	}

event set_entry(description: Input::TableDescription, what: Input::Event, left: Idx)
	{
	print description$name, what, left$ip;
	}

event Input::end_of_data(name: string, source: string)
	{
	print "end", name, source;
	}

global packets = 0;

event new_packet(c: connection, p: pkt_hdr)
	{
	if ( ++packets == 1 )
		print "packet", |hosts|, ports, |known|;
	}

event zeek_init()
	{
	print Input::add_table([$name="hosts", $source="hosts.txt", $idx=Idx, $val=Val, $destination=hosts, $ev=entry]);
	print Input::add_table([$name="ports", $source="hosts.txt", $idx=Idx, $val=Text, $destination=ports, $want_record=F, $ev=port_entry]);
	print Input::add_table([$name="known", $source="hosts.txt", $idx=Idx, $destination=known, $ev=set_entry]);
	print Input::remove("known"), Input::remove("never");
	print |hosts|;
	}
