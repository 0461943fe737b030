##! Data from outside, read into tables, or line by line into events.

module Input;

export {
	## What happened to an entry.
	type Event: enum {
		## It was not there before.
		EVENT_NEW = 0,
		## Its values are others than before.
		EVENT_CHANGED = 1,
		## It is no longer there.
		EVENT_REMOVED = 2,
	};

	## When a source is read.
	type Mode: enum {
		## Once, and again when :zeek:id:`Input::force_update` says so.
		MANUAL = 0,
		## All of it, whenever it has changed.
		REREAD = 1,
		## What is new at its end, as it comes.
		STREAM = 2,
	};

	## Readers: what a source is.
	type Reader: enum {
		READER_ASCII,
		READER_RAW,
		READER_BENCHMARK,
		READER_BINARY,
		READER_CONFIG,
		READER_SQLITE,
	};

	## The reader of streams that name none.
	option default_reader = READER_ASCII;

	## The mode of streams that name none.
	option default_mode = MANUAL;

	## What every text reader starts from.
	const separator = "\t" &redef;
	const set_separator = "," &redef;
	const empty_field = "(empty)" &redef;
	const unset_field = "-" &redef;

	## Leaves fields of a type that cannot be read unset; otherwise they are an error.
	const accept_unsupported_types = F &redef;

	## A source that is read into a table or a set.
	type TableDescription: record {
		## What to read, in the sense of the reader: mostly the name of a file.
		source: string;

		## Reads it.
		reader: Reader &default=default_reader;

		## When it is read.
		mode: Mode &default=default_mode;

		## Tells the streams apart.
		name: string;

		## The table or set.
		destination: any;

		## A record type: its fields are the keys of the table.
		idx: any;

		## A record type: its fields are the values of the table. None for a set.
		val: any &optional;

		## The table holds records of that type; otherwise what is in the only field of it.
		want_record: bool &default=T;

		## An event for each change of the table: it is given this description, the kind of change, the
		## idx record and, but for sets, the value; of a changed entry the value before the change.
		ev: any &optional;

		## Asked before each change, which it may refuse by F; it may alter both records.
		pred: function(typ: Input::Event, left: any, right: any): bool &optional;

		## An event for each warning and error: it is given this description, the message and a
		## :zeek:type:`Reporter::Level`.
		error_ev: any &optional;

		## Options of the reader for this stream.
		config: table[string] of string &default=table();
	};

	## A source whose rows become events.
	type EventDescription: record {
		## What to read, in the sense of the reader: mostly the name of a file.
		source: string;

		## Reads it.
		reader: Reader &default=default_reader;

		## When it is read.
		mode: Mode &default=default_mode;

		## Tells the streams apart.
		name: string;

		## A record type: its fields are the columns wanted.
		fields: any;

		## The event is given one such record; otherwise each field by itself.
		want_record: bool &default=T;

		## The event: it is given this description, the kind of change, and the row.
		ev: any;

		## An event for each warning and error: it is given this description, the message and a
		## :zeek:type:`Reporter::Level`.
		error_ev: any &optional;

		## Options of the reader for this stream.
		config: table[string] of string &default=table();
	};

	## A source whose bytes are analysed as a file.
	type AnalysisDescription: record {
		## What to read: the name of a file.
		source: string;

		## Reads it.
		reader: Reader &default=Input::READER_BINARY;

		## When it is read.
		mode: Mode &default=default_mode;

		## Tells the streams apart.
		name: string;

		## Options of the reader for this stream.
		config: table[string] of string &default=table();
	};

	## Reads a source into a table. It is read once no handler runs: the data is there when
	## :zeek:id:`Input::end_of_data` says so.
	##
	## Returns: F if the description does not fit.
	global add_table: function(description: Input::TableDescription): bool;

	## Makes events of the rows of a source.
	##
	## Returns: F if the description does not fit.
	global add_event: function(description: Input::EventDescription): bool;

	## Has a source analysed as a file.
	##
	## Returns: F if the description does not fit.
	global add_analysis: function(description: Input::AnalysisDescription): bool;

	## Ends a stream, once what was asked for has been read. What is in a table stays there.
	##
	## id: The name of the stream.
	## Returns: F if there is none.
	global remove: function(id: string): bool;

	## Reads a source again.
	##
	## id: The name of the stream.
	## Returns: F if there is none.
	global force_update: function(id: string): bool;

	## A source has been read to its end.
	##
	## name: The name of the stream.
	## source: What was read.
	global end_of_data: event(name: string, source: string);
}

# What the engine does.
global __create_table_stream: function(description: Input::TableDescription): bool;
global __create_event_stream: function(description: Input::EventDescription): bool;
global __create_analysis_stream: function(description: Input::AnalysisDescription): bool;
global __remove_stream: function(id: string): bool;
global __force_update: function(id: string): bool;

function add_analysis(description: Input::AnalysisDescription): bool
	{
	return __create_analysis_stream(description);
	}

function add_event(description: Input::EventDescription): bool
	{
	return __create_event_stream(description);
	}

function add_table(description: Input::TableDescription): bool
	{
	return __create_table_stream(description);
	}

function force_update(id: string): bool
	{
	return __force_update(id);
	}

function remove(id: string): bool
	{
	return __remove_stream(id);
	}
