##! Data stores: keys and values of any kind, kept in memory or in a database. In a cluster they are shared; here the one
##! process has them for itself.

@load ./main

module Broker;

export {
	## How clones deal with a master that is away. Here it never is.
	const default_clone_resync_interval = 10sec &redef;
	const default_clone_stale_interval = 5min &redef;
	const default_clone_mutation_buffer_interval = 2min &redef;

	## Tables with `&backend`: whether this process has the master of their store, and where databases lie. Such
	## tables are ordinary ones here.
	const table_store_master = T &redef;
	const table_store_db_directory = "." &redef;

	## Whether a question was answered.
	type QueryStatus: enum {
		SUCCESS,
		FAILURE,
	};

	## The answer to a question.
	type QueryResult: record {
		status: Broker::QueryStatus;
		result: Broker::Data;          ##< To be read with `as`. Without data after a failure.
	};

	## Where a store keeps what it holds.
	type BackendType: enum {
		MEMORY,
		SQLITE,
	};

	## What becomes of a database that cannot be opened. Here it stays as it is, and the store is in memory.
	type SQLiteFailureMode: enum {
		SQLITE_FAILURE_MODE_FAIL,
		SQLITE_FAILURE_MODE_DELETE,
	};

	## How the database makes sure of what it wrote.
	type SQLiteSynchronous: enum {
		SQLITE_SYNCHRONOUS_OFF,
		SQLITE_SYNCHRONOUS_NORMAL,
		SQLITE_SYNCHRONOUS_FULL,
		SQLITE_SYNCHRONOUS_EXTRA,
	};

	## How the database keeps its journal.
	type SQLiteJournalMode: enum {
		SQLITE_JOURNAL_MODE_DELETE,
		SQLITE_JOURNAL_MODE_WAL,
	};

	## How a store of the type :zeek:enum:`Broker::SQLITE` works.
	type SQLiteOptions: record {
		path: string &default="";                ##< The file; empty: the store's name with `.sqlite`.
		synchronous: SQLiteSynchronous &optional;
		journal_mode: SQLiteJournalMode &optional;
		failure_mode: SQLiteFailureMode &default=SQLITE_FAILURE_MODE_FAIL;
		integrity_check: bool &default=F;        ##< Look for damage when opening.
	};

	type BackendOptions: record {
		sqlite: SQLiteOptions &default=SQLiteOptions();
	};

	## Kinds of values on their way. Records are vectors of their fields.
	type DataType: enum {
		NONE,
		BOOL,
		INT,
		COUNT,
		DOUBLE,
		STRING,
		ADDR,
		SUBNET,
		PORT,
		TIME,
		INTERVAL,
		ENUM,
		SET,
		TABLE,
		VECTOR,
	};

	# ---- Stores

	## Makes a store, or gives the one that has the name.
	global create_master: function(name: string, b: BackendType &default=MEMORY,
		options: BackendOptions &default=BackendOptions()): opaque of Broker::Store;

	## A copy of a store that another process has. Here it is the store itself; if there is none, an empty one.
	global create_clone: function(name: string, resync_interval: interval &default=default_clone_resync_interval,
		stale_interval: interval &default=default_clone_stale_interval,
		mutation_buffer_interval: interval &default=default_clone_mutation_buffer_interval): opaque of Broker::Store;

	## Ends the use of a store. F: it is over already.
	global close: function(h: opaque of Broker::Store): bool;
	global is_closed: function(h: opaque of Broker::Store): bool;

	## Its name.
	global store_name: function(h: opaque of Broker::Store): string;

	# ---- Questions, in the condition of a `when`

	## Whether a key is there.
	global exists: function(h: opaque of Broker::Store, k: any): QueryResult;

	## The value of a key.
	global get: function(h: opaque of Broker::Store, k: any): QueryResult;

	## Adds a value unless its key is there. The answer says whether that was done.
	##
	## e: How long it stays; zero: for ever. So for the others.
	global put_unique: function(h: opaque of Broker::Store, k: any, v: any, e: interval &default=0sec): QueryResult;

	## An item of a value that is a container: of a set whether it is there.
	global get_index_from_value: function(h: opaque of Broker::Store, k: any, i: any): QueryResult;

	## All keys, as a set.
	global keys: function(h: opaque of Broker::Store): QueryResult;

	# ---- Changes. F: the store is closed, or cannot hold the value.

	## Adds a value, or replaces it.
	global put: function(h: opaque of Broker::Store, k: any, v: any, e: interval &default=0sec): bool;

	## Removes a key.
	global erase: function(h: opaque of Broker::Store, k: any): bool;

	## Adds to a number, takes away from it.
	global increment: function(h: opaque of Broker::Store, k: any, a: any &default=1, e: interval &default=0sec): bool;
	global decrement: function(h: opaque of Broker::Store, k: any, a: any &default=1, e: interval &default=0sec): bool;

	## Adds to the end of a string.
	global append: function(h: opaque of Broker::Store, k: any, s: string, e: interval &default=0sec): bool;

	## Adds to containers, takes away from them.
	global insert_into_set: function(h: opaque of Broker::Store, k: any, i: any, e: interval &default=0sec): bool;
	global insert_into_table: function(h: opaque of Broker::Store, k: any, i: any, v: any, e: interval &default=0sec): bool;
	global remove_from: function(h: opaque of Broker::Store, k: any, i: any, e: interval &default=0sec): bool;
	global push: function(h: opaque of Broker::Store, k: any, v: any, e: interval &default=0sec): bool;
	global pop: function(h: opaque of Broker::Store, k: any, e: interval &default=0sec): bool;

	## Removes everything.
	global clear: function(h: opaque of Broker::Store): bool;

	# ---- Values of which scripts do not know the type

	## Makes such a value. It has no data if that is not possible.
	global data: function(d: any): Broker::Data;

	## Of which kind it is.
	global data_type: function(d: Broker::Data): Broker::DataType;

	## Sets.
	global set_create: function(): Broker::Data;
	global set_clear: function(s: Broker::Data): bool;
	global set_size: function(s: Broker::Data): count;
	global set_contains: function(s: Broker::Data, key: any): bool;
	global set_insert: function(s: Broker::Data, key: any): bool;
	global set_remove: function(s: Broker::Data, key: any): bool;

	## Goes over a copy of a set: whether it is behind the last element; whether one more step leads to an element; the
	## element. So for the others.
	global set_iterator: function(s: Broker::Data): opaque of Broker::SetIterator;
	global set_iterator_last: function(it: opaque of Broker::SetIterator): bool;
	global set_iterator_next: function(it: opaque of Broker::SetIterator): bool;
	global set_iterator_value: function(it: opaque of Broker::SetIterator): Broker::Data;

	## Tables. What is replaced or removed is given back.
	global table_create: function(): Broker::Data;
	global table_clear: function(t: Broker::Data): bool;
	global table_size: function(t: Broker::Data): count;
	global table_contains: function(t: Broker::Data, key: any): bool;
	global table_insert: function(t: Broker::Data, key: any, val: any): Broker::Data;
	global table_remove: function(t: Broker::Data, key: any): Broker::Data;
	global table_lookup: function(t: Broker::Data, key: any): Broker::Data;
	global table_iterator: function(t: Broker::Data): opaque of Broker::TableIterator;
	global table_iterator_last: function(it: opaque of Broker::TableIterator): bool;
	global table_iterator_next: function(it: opaque of Broker::TableIterator): bool;
	global table_iterator_value: function(it: opaque of Broker::TableIterator): Broker::TableItem;

	## Vectors.
	global vector_create: function(): Broker::Data;
	global vector_clear: function(v: Broker::Data): bool;
	global vector_size: function(v: Broker::Data): count;
	global vector_insert: function(v: Broker::Data, idx: count, d: any): bool;
	global vector_replace: function(v: Broker::Data, idx: count, d: any): Broker::Data;
	global vector_remove: function(v: Broker::Data, idx: count): Broker::Data;
	global vector_lookup: function(v: Broker::Data, idx: count): Broker::Data;
	global vector_iterator: function(v: Broker::Data): opaque of Broker::VectorIterator;
	global vector_iterator_last: function(it: opaque of Broker::VectorIterator): bool;
	global vector_iterator_next: function(it: opaque of Broker::VectorIterator): bool;
	global vector_iterator_value: function(it: opaque of Broker::VectorIterator): Broker::Data;

	## Records: vectors of a fixed size.
	global record_create: function(sz: count): Broker::Data;
	global record_size: function(r: Broker::Data): count;
	global record_assign: function(r: Broker::Data, idx: count, d: any): bool;
	global record_lookup: function(r: Broker::Data, idx: count): Broker::Data;
	global record_iterator: function(r: Broker::Data): opaque of Broker::RecordIterator;
	global record_iterator_last: function(it: opaque of Broker::RecordIterator): bool;
	global record_iterator_next: function(it: opaque of Broker::RecordIterator): bool;
	global record_iterator_value: function(it: opaque of Broker::RecordIterator): Broker::Data;
}
