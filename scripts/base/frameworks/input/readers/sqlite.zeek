##! The reader of SQLite databases. The source is the file without `.sqlite`; `query` in the `config` of the stream says
##! what to read.

module InputSQLite;

export {
	## Stands between two elements of a set or vector.
	const set_separator = Input::set_separator &redef;

	## Stands for a field that is not set.
	const unset_field = Input::unset_field &redef;

	## Stands for a string, set or vector without contents.
	const empty_field = Input::empty_field &redef;
}
