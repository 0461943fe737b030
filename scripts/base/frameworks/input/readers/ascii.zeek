##! The reader of text files with columns.
##!
##! A stream overrides each option for itself, by the key of the same name in its `config`.

module InputAscii;

export {
	## Stands between two columns; one character.
	const separator = Input::separator &redef;

	## Stands between two elements of a set or vector; one character.
	const set_separator = Input::set_separator &redef;

	## Stands for a string, set or vector without contents.
	const empty_field = Input::empty_field &redef;

	## Stands for a field that is not set.
	const unset_field = Input::unset_field &redef;

	## A line that cannot be used ends the stream; otherwise it is left out, with a warning.
	const fail_on_invalid_lines = F &redef;

	## A file that cannot be opened ends the stream; otherwise it is looked for again.
	const fail_on_file_problem = F &redef;

	## A folder for sources that are no path from the root.
	const path_prefix = "" &redef;
}
