# @TEST-DOC: How long operations on storage took is counted within the bounds that scripts set.
# @TEST-EXEC: avocet -b %INPUT >out
# @TEST-EXEC: btest-diff out

@load base/frameworks/storage/sync
@load base/frameworks/telemetry
@load policy/frameworks/storage/backend/sqlite

redef Storage::latency_metric_bounds = vector(1000.0, 2000.0);

event zeek_init()
	{
	local options: Storage::BackendOptions;
	options$sqlite = [$database_path="store.sqlite", $table_name="t"];
	local store = Storage::Sync::open_backend(Storage::STORAGE_BACKEND_SQLITE, options, string, count)$value;
	Storage::Sync::put(store, [$key="a", $value=1]);
	Storage::Sync::get(store, "a");
	Storage::Sync::get(store, "b");

	for ( _, m in Telemetry::collect_histogram_metrics("zeek", "storage*") )
		print m$opts$name, m$label_values[1], m$opts$bounds, m$values, m$observations;
	}
