# @TEST-DOC: The system takes a NUL for the end of a name: one within a name is an error, and nothing of a shorter name is touched.
# @TEST-EXEC: avocet -b %INPUT >out 2>&1
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: test ! -e cut

@load base/frameworks/input
@load base/frameworks/storage/sync
@load policy/frameworks/storage/backend/sqlite

type Line: record { s: string; };

event line(description: Input::EventDescription, tpe: Input::Event, s: string)
	{
	print s;
	}

event reporter_error(t: time, msg: string, location: string)
	{
	print msg;
	}

event zeek_done()
	{
	local name = "cut\x00off";
	print mkdir(name), getenv("HOME\x00x"), setenv(name, "1");
	print starts_with(unique_id(name), "cut");
	}

event zeek_done() &priority=-1
	{
	print system("touch cut\x00 two"), system_env("true", table(["A"] = "b\x00c")), piped_exec("touch cut\x00x", "");
	print rotate_file_by_name("cut\x00off")$new_name == "", mmdb_open_asn_db("cut\x00off");
	print dump_packet(pcap_packet($ts_sec=0, $ts_usec=0, $caplen=0, $len=0, $data="", $link_type=LINK_ETHERNET), "cut\x00x");
	print Pcap::precompile_pcap_filter(None, "tcp\x00 or udp");
	}

event zeek_done() &priority=-2
	{
	local options = Storage::BackendOptions($sqlite=[$database_path="cut\x00off", $table_name="t"]);
	print Storage::Sync::open_backend(Storage::STORAGE_BACKEND_SQLITE, options, string, string)$error_str;
	print Input::add_event([$source="touch cut\x00 two |", $name="command", $fields=Line, $ev=line, $want_record=F,
	    $reader=Input::READER_RAW]);
	print |blocking_lookup_hostname("127.0.0.1\x00x")|;
	}
