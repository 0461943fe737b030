##! Reads items from files: a line for each, the columns named after the fields of :zeek:type:`Intel::Item`. Files are
##! read again whenever they change.

@load base/frameworks/reporter
@load ./main

module Intel;

export {
	## The files.
	const read_files: set[string] = {} &redef;

	## Stands before their names, unless these are absolute.
	const path_prefix = "" &redef;

	## Raised with each line.
	global read_entry: event(desc: Input::EventDescription, tpe: Input::Event, item: Intel::Item);

	## Raised with each line that cannot be read.
	global read_error: event(desc: Input::EventDescription, message: string, level: Reporter::Level);
}

event Intel::read_entry(desc: Input::EventDescription, tpe: Input::Event, item: Intel::Item)
	{
	Intel::insert(item);
	}

event zeek_init() &priority=5
	{
	for ( name in read_files )
		{
		local source = name;

		if ( path_prefix != "" && ! starts_with(name, "/") )
			source = fmt("%s/%s", sub(path_prefix, /\/+$/, ""), name);

		Input::add_event(Input::EventDescription($source=source, $reader=Input::READER_ASCII, $mode=Input::REREAD,
		                 $name=cat("intel-", source), $fields=Intel::Item, $ev=Intel::read_entry,
		                 $error_ev=Intel::read_error));
		}
	}
