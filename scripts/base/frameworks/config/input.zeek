##! Options in files: lines with the name of an option and its value.

@load ./main
@load base/frameworks/cluster
@load base/frameworks/input

module Config;

export {
	## Files with options. Each is read at the start and whenever it changes; replace it by moving a new one in its
	## place. What happens to an option that two files set differently is not defined.
	const config_files: set[string] = {} &redef;

	## Reads a file with options once.
	global read_config: function(filename: string);
}

# The streams are asked for values only by way of InputConfig::new_value; what they fill is of no interest.
type Line: record {
	name: string;
	value: string;
};
type Name: record {
	name: string;
};
global lines: table[string] of string = table();

# Files are the manager's business: it tells all others.
function reads_files(): bool
	{
	return ! Cluster::is_enabled() || Cluster::local_node_type() == Cluster::MANAGER;
	}

event config_line(description: Input::EventDescription, tpe: Input::Event, p: Line)
	{
	}

event InputConfig::new_value(name: string, source: string, id: string, value: any)
	{
	if ( source in config_files || starts_with(name, "config-oneshot-") )
		Config::set_value(id, value, source);
	}

function read_config(filename: string)
	{
	if ( ! reads_files() )
		return;
	local stream = "config-oneshot-" + filename;
	Input::add_event([$source=filename, $name=stream, $reader=Input::READER_CONFIG, $mode=Input::MANUAL, $fields=Line,
	                  $ev=config_line]);
	Input::remove(stream);
	}

event zeek_init() &priority=5
	{
	if ( ! reads_files() )
		return;
	for ( path in config_files )
		Input::add_table([$source=path, $name="config-" + path, $reader=Input::READER_CONFIG, $mode=Input::REREAD,
		                  $idx=Name, $val=Name, $want_record=F, $destination=lines]);
	}
