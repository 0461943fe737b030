# @TEST-DOC: A rotated log never takes the place of another: it gets a number, and that is said. So do logs that an earlier run left.
# @TEST-EXEC: mkdir logs && echo "was here" >logs/testx.log && echo "was here" >logs/testx-2.log
# @TEST-EXEC: avocet -b %INPUT >out 2>err
# @TEST-EXEC: for f in $(ls logs/*); do echo "$f"; grep -v "^#" "$f"; done >>out
# @TEST-EXEC: grep -o "warning: .*" err >>out
# @TEST-EXEC: rm -r logs && mkdir logs && echo "a row" >logs/left.log && born=$(stat -c %W logs/left.log) && if [ $born = 0 ]; then born=$(stat -c %Y logs/left.log); fi && stamp=$(date -d @$born +%y-%m-%d_%H.%M.%S) && echo "was here" >logs/left-$stamp.log && printf '.log\n\n' >logs/.shadow.left.log
# @TEST-EXEC: avocet -b %INPUT LogAscii::enable_leftover_log_rotation=T 2>err
# @TEST-EXEC: for f in $(ls logs/left*); do cat "$f"; done | sort >>out
# @TEST-EXEC: grep -o "warning: .*" err | sed -E 's/[0-9]{2}-[0-9]{2}-[0-9]{2}_[0-9.]{8}/(time)/g' >>out
# @TEST-EXEC: btest-diff out

module Test;

redef Log::default_logdir = "./logs";
redef Log::default_rotation_interval = 1hr;

export {
	redef enum Log::ID += { LOG };
	type Info: record {
		n: count &log;
	};
}

redef Log::rotation_format_func = function(info: Log::RotationFmtInfo): Log::RotationPath
	{
	return [$file_basename=info$path + "x"];
	};

event zeek_init()
	{
	Log::create_stream(LOG, [$columns=Info, $path="test"]);
	Log::write(LOG, [$n=1]);
	}
