##! What hosts, services and certificates share that are remembered outside of a set: in a data store, or in a database that
##! the next run finds again.

@load base/frameworks/cluster
@load base/frameworks/storage/async
@load base/frameworks/storage/sync
@load policy/frameworks/storage/backend/sqlite

module Known;

export {
	## Opens a database; its folder is made if it is not there.
	global open_memory: function(backend: Storage::Backend, options: Storage::BackendOptions, key_type: any):
		Storage::OperationResult;

	## Runs a function if a key was not there. Trouble counts as not there: it is better to tell twice than not at all.
	global remember: function(backend: opaque of Storage::BackendHandle, key: any, expiry: interval, patience: interval,
		news: function());

	## The same with a data store.
	global remember_in_store: function(info: Cluster::StoreInfo, key: any, expiry: interval, patience: interval,
		news: function());

	## Where such a database lies unless somebody says otherwise.
	global path_of_memory: function(name: string): string;
}

function path_of_memory(name: string): string
	{
	return fmt("%sknown/%s.sqlite", Cluster::default_store_dir == "" ? "" : Cluster::default_store_dir + "/", name);
	}

function open_memory(backend: Storage::Backend, options: Storage::BackendOptions, key_type: any): Storage::OperationResult
	{
	if ( options?$sqlite && /\// in options$sqlite$database_path )
		mkdir(sub(options$sqlite$database_path, /\/[^\/]*$/, ""));

	local opened = Storage::Sync::open_backend(backend, options, key_type, bool);

	if ( opened$code != Storage::SUCCESS )
		Reporter::error(fmt("what is known is not remembered: %s",
		    opened?$error_str ? opened$error_str : cat(opened$code)));

	return opened;
	}

function remember(backend: opaque of Storage::BackendHandle, key: any, expiry: interval, patience: interval, news: function())
	{
	local item = Storage::PutArgs($key=key, $value=T, $overwrite=F, $expire_time=expiry);

	when [backend, item, news] ( local done = Storage::Async::put(backend, item) )
		{
		if ( done$code != Storage::KEY_EXISTS )
			news();
		}
	timeout patience
		{
		news();
		}
	}

function remember_in_store(info: Cluster::StoreInfo, key: any, expiry: interval, patience: interval, news: function())
	{
	when [info, key, expiry, news] ( local done = Broker::put_unique(info$store, key, T, expiry) )
		{
		if ( done$status != Broker::SUCCESS || (done$result as bool) )
			news();
		}
	timeout patience
		{
		news();
		}
	}
