# @TEST-DOC: In conditions of `when` storage answers after the events at hand; what it did is counted.
# @TEST-EXEC: avocet -b %INPUT >out
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: avocet -b %INPUT Storage::default_forced_sync=T >forced
# @TEST-EXEC: btest-diff forced

@load base/frameworks/storage
@load base/frameworks/telemetry
@load policy/frameworks/storage/backend/sqlite

event Storage::backend_opened(tag: Storage::Backend, options: any) { print "opened"; }

event zeek_init()
	{
	local opts = Storage::BackendOptions($sqlite=[$database_path=":memory:", $table_name="t"]);
	when [opts] ( local r = Storage::Async::open_backend(Storage::STORAGE_BACKEND_SQLITE, opts, count, set[string]) )
		{
		print "open", r$code;
		local b = r$value;
		when [b] ( local p = Storage::Async::put(b, [$key=1, $value=set("a", "b")]) )
			{
			print "put", p$code;
			when [b] ( local g = Storage::Async::get(b, 1) )
				{
				print "got", g$value;
				when [b] ( local e = Storage::Async::erase(b, 1) )
					{
					print "erased", e$code, Storage::Sync::get(b, 1)$code;
					for ( _, m in Telemetry::collect_metrics("zeek", "storage_*") )
						if ( m$value > 0.0 )
							print m$opts$name, m$label_values, m$value;
					when [b] ( local c = Storage::Async::close_backend(b) )
						print "closed", c$code;
					}
				}
			print "after put";
			}
		}
	print "after open";
	}
