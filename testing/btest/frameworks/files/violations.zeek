# @TEST-DOC: A file that is not what its analyzer is for gives a violation, with the file and without a connection.
# @TEST-EXEC: avocet -b %INPUT >out
# @TEST-EXEC: btest-diff out

@load base/frameworks/files
@load base/files/pe

redef exit_only_after_terminate = T;

# The header of Windows is said to lie far behind the end, to lie within that of DOS, and to be none.
const far = "MZ" + string_fill(62, "0");
const near = "MZ" + string_fill(62, "\x00");
const none = "MZ" + string_fill(58, "0") + "\x40\x00\x00\x00" + string_fill(200, "0");

global left = 3;

event analyzer_violation_info(tag: AllAnalyzers::Tag, info: AnalyzerViolationInfo)
	{
	print tag, info$reason, info$f$source, info?$c, info?$aid, is_file_analyzer(tag);
	}

event file_state_remove(f: fa_file)
	{
	if ( --left == 0 )
		terminate();
	}

event zeek_init()
	{
	local texts = vector(far, near, none);

	for ( i, text in texts )
		{
		local name = fmt("file%d.exe", i);
		local to = open(name);
		write_file(to, text);
		close(to);
		Input::add_analysis([$source=name, $name=name]);
		}
	}
