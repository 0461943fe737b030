# @TEST-DOC: Nested records become columns, unset ones are unset in all of them; the separator can be chosen.
# @TEST-EXEC: avocet -b %INPUT
# @TEST-EXEC: cat outer.log other.log | grep -v "#open\|#close" >out
# @TEST-EXEC: btest-diff out

module Outer;

export {
	redef enum Log::ID += { LOG };

	type Inner: record {
		x: count &log;
		y: string &log &optional;
		z: string &optional;
	};

	type Info: record {
		id: conn_id &log;
		inner: Inner &log &optional;
		last: count &log;
	};
}

event zeek_init()
	{
	Log::create_stream(Outer::LOG, [$columns=Info, $path="outer"]);
	Log::add_filter(Outer::LOG, [$name="other", $path="other", $scope_sep="_", $exclude=set("id_orig_h", "inner_x"),
		$field_name_map=table(["id_resp_p"] = "service")]);
	local id = conn_id($orig_h=10.0.0.1, $orig_p=1024/tcp, $resp_h=10.0.0.2, $resp_p=80/tcp);
	Log::write(Outer::LOG, [$id=id, $inner=[$x=1], $last=2]);
	Log::write(Outer::LOG, [$id=id, $last=3]);
	}
