##! Keys and values that outlive the run, kept in a backend. :zeek:id:`Storage::Sync::put` and its kin answer at once; those of
##! `Storage::Async` are for conditions of `when`.

module Storage;

export {
	## Whether all operations answer at once, unless the options of a backend say otherwise.
	const default_forced_sync: bool = F &redef;

	## The ranges of metrics about how long operations take, in seconds.
	const latency_metric_bounds: vector of double = { 0.001, 0.01, 0.1, 1.0 } &redef;

	## Says how a backend is opened; backends add their own fields.
	type BackendOptions: record {
		serializer: Storage::Serializer &default=Storage::STORAGE_SERIALIZER_JSON;
		forced_sync: bool &default=Storage::default_forced_sync;
	};

	## What to put in.
	type PutArgs: record {
		key: any;
		value: any;
		overwrite: bool &default=T;          ##< F: a key that is there stays as it is.
		expire_time: interval &default=0sec; ##< After this time it goes; 0 secs: never.
	};
}
