# @TEST-DOC: Values are kept from run to run, with their types; keys that are there, are not, are of another type, or are over.
# @TEST-EXEC: avocet -b %INPUT >first
# @TEST-EXEC: avocet -b %INPUT >second
# @TEST-EXEC: btest-diff first
# @TEST-EXEC: btest-diff second

@load base/frameworks/storage/sync
@load policy/frameworks/storage/backend/sqlite

redef allow_network_time_forward = F;

type Value: record {
	hosts: set[addr] &optional;
	names: vector of string &optional;
	ports: table[port] of count &optional;
	n: int &default=-5;
	state: transport_proto &optional;
};

event Storage::backend_opened(tag: Storage::Backend, options: any) { print "opened", tag; }

function show(what: string, r: Storage::OperationResult)
	{
	print what, r$code, r?$value ? cat(r$value) : "", r?$error_str;
	}

event zeek_init()
	{
	local opts = Storage::BackendOptions($sqlite=[$database_path="kept.sqlite", $table_name="my \"table\""]);
	local r = Storage::Sync::open_backend(Storage::STORAGE_BACKEND_SQLITE, opts, string, Value);
	show("open", r);
	local b = r$value;
	print Storage::is_open(b), Storage::is_forced_sync(b);

	show("kept", Storage::Sync::get(b, "key"));
	show("put", Storage::Sync::put(b, [$key="key", $value=Value($hosts=set(10.0.0.1), $names=vector("a\x00b", "\xff"),
		$ports=table([80/tcp] = 7), $state=udp)]));
	show("put again", Storage::Sync::put(b, [$key="key", $value=Value(), $overwrite=F]));
	show("get", Storage::Sync::get(b, "key"));

	show("put short", Storage::Sync::put(b, [$key="short", $value=Value(), $expire_time=1sec]));
	show("get short", Storage::Sync::get(b, "short"));
	set_network_time(network_time() + 2sec);
	show("get over", Storage::Sync::get(b, "short"));
	show("put over", Storage::Sync::put(b, [$key="short", $value=Value($n=6), $overwrite=F]));
	show("get anew", Storage::Sync::get(b, "short"));
	show("erase", Storage::Sync::erase(b, "short"));
	show("get erased", Storage::Sync::get(b, "short"));

	show("wrong key", Storage::Sync::get(b, 5));
	show("wrong value", Storage::Sync::put(b, [$key="k", $value=5]));
	show("close", Storage::Sync::close_backend(b));
	print Storage::is_open(b);
	show("closed", Storage::Sync::get(b, "key"));
	show("closed again", Storage::Sync::close_backend(b));
	show("no options", Storage::Sync::open_backend(Storage::STORAGE_BACKEND_SQLITE, Storage::BackendOptions(), string, string));
	opts$sqlite$table_name = "";
	print Storage::Sync::open_backend(Storage::STORAGE_BACKEND_SQLITE, opts, string, string)$error_str;
	opts$sqlite$table_name = "t";
	opts$sqlite$database_path = "/no/such/folder/x";
	show("no folder", Storage::Sync::open_backend(Storage::STORAGE_BACKEND_SQLITE, opts, string, string));
	}
