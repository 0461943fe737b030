##! Keeps data in a table of an SQLite database.

@load base/frameworks/storage/main

module Storage::Backend::SQLite;

export {
	## How the database is opened.
	type Options: record {
		database_path: string;                         ##< The file; `:memory:`: none.
		table_name: string;
		busy_timeout: interval &default=5 secs;        ##< How long others who use the file are waited for.
		## Settings of SQLite, in this order. A name without a value is a command.
		pragma_commands: table[string] of string &ordered &default=table(
			["quick_check"] = "",
			["journal_mode"] = "WAL",
			["synchronous"] = "normal",
			["temp_store"] = "memory") &ordered;
		pragma_timeout: interval &default=500 msecs;   ##< How long to try each of them; 0 secs: for ever.
		pragma_wait_on_busy: interval &default=5 msecs;##< Between two tries.
	};
}

redef record Storage::BackendOptions += {
	sqlite: Options &optional;
};
