##! The reader of files of options: lines of a name, blanks and a value.

module InputConfig;

export {
	## Stands between two elements of a set or vector.
	const set_separator = Input::set_separator &redef;

	## Stands for a string, set or vector without contents.
	const empty_field = "" &redef;

	## A file that cannot be opened ends the stream; otherwise it is looked for again.
	const fail_on_file_problem = F &redef;

	## An option has another value than at the last read.
	##
	## name: The name of the stream.
	## source: The file.
	## id: The name of the option.
	## value: The value, of the option's type.
	global new_value: event(name: string, source: string, id: string, value: any);
}
