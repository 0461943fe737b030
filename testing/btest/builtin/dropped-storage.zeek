# @TEST-DOC: A database that scripts let go of without closing it is no longer asked for its size.
# @TEST-EXEC: avocet -b %INPUT >out
# @TEST-EXEC: btest-diff out

@load base/frameworks/storage/sync
@load base/frameworks/telemetry
@load policy/frameworks/storage/backend/sqlite

function open_and_drop()
	{
	local options: Storage::BackendOptions;
	options$sqlite = [$database_path="dropped.sqlite", $table_name="t"];
	print Storage::Sync::open_backend(Storage::STORAGE_BACKEND_SQLITE, options, string, string)$code;
	}

global kept: vector of string;

event zeek_init()
	{
	open_and_drop();
	# What lies where it lay.
	local text = "";
	local i = 0;
	while ( ++i < 1000 )
		{
		text += "Z";
		kept += sub_bytes(text, 1, 4000);
		}
	for ( _, m in Telemetry::collect_metrics("zeek", "storage_sqlite_database_size*") )
		print m$opts$name;
	print "done";
	}
