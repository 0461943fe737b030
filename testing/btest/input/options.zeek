# @TEST-DOC: A file of options tells of those that have a new value, converted to their type.
# @TEST-EXEC: avocet -b %INPUT >out 2>err
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: grep -o "warning: .*" err >warnings
# @TEST-EXEC: btest-diff warnings

# @TEST-START-FILE options.txt
# what is to be otherwise
Test::limit 10
Test::hosts   10.0.0.1,10.0.0.2
Test::name	two words
Test::nothing 1
Test::limit many
# @TEST-END-FILE

module Test;

export {
	option limit = 5;
	option hosts: set[addr] = set();
	option name = "";
}

type Idx: record {
	id: string;
};

type Val: record {
	value: string;
};

global texts: table[string] of string = table();

event InputConfig::new_value(name: string, source: string, id: string, value: any)
	{
	print id, type_name(value), value, Option::set(id, value);
	}

event Input::end_of_data(name: string, source: string)
	{
	print limit, hosts, Test::name;
	print texts;
	}

event zeek_init()
	{
	Input::add_table([$name="options", $source="options.txt", $reader=Input::READER_CONFIG, $idx=Idx, $val=Val,
		$destination=texts, $want_record=F]);
	}
