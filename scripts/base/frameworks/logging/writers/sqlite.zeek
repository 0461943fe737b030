##! The writer of SQLite databases. A log is a table of the file that its path names, with `.sqlite` behind it; in the
##! `config` of a filter, `tablename` names the table, which otherwise is named by the path.

module LogSQLite;

export {
	## Stands between two elements of a set or vector.
	const set_separator = Log::set_separator &redef;

	## Stands for an element of a vector that is not set; fields that are not set are NULL.
	const unset_field = Log::unset_field &redef;

	## Stands for a string, set or vector without contents.
	const empty_field = Log::empty_field &redef;

	## When the database waits for the disk; see SQLite's `PRAGMA synchronous`.
	type SQLiteSynchronous: enum {
		SQLITE_SYNCHRONOUS_DEFAULT,
		SQLITE_SYNCHRONOUS_OFF,
		SQLITE_SYNCHRONOUS_NORMAL,
		SQLITE_SYNCHRONOUS_FULL,
		SQLITE_SYNCHRONOUS_EXTRA,
	};

	## What the database does with its journal; see SQLite's `PRAGMA journal_mode`.
	type SQLiteJournalMode: enum {
		SQLITE_JOURNAL_MODE_DEFAULT,
		SQLITE_JOURNAL_MODE_DELETE,
		SQLITE_JOURNAL_MODE_TRUNCATE,
		SQLITE_JOURNAL_MODE_PERSIST,
		SQLITE_JOURNAL_MODE_MEMORY,
		SQLITE_JOURNAL_MODE_WAL,
		SQLITE_JOURNAL_MODE_OFF,
	};

	const synchronous = SQLITE_SYNCHRONOUS_DEFAULT &redef;
	const journal_mode = SQLITE_JOURNAL_MODE_DEFAULT &redef;
}
