# @TEST-DOC: A copy of a file that cannot be made is told of with its name and why, and a byte of value 0 cuts no name.
# @TEST-EXEC: head -c 1000 /dev/zero >document
# @TEST-EXEC: avocet -b %INPUT >out 2>err
# @TEST-EXEC: grep -o "warning: cannot .*" err >>out
# @TEST-EXEC: ls extract_files >>out
# @TEST-EXEC: btest-diff out

@load base/files/extract

event zeek_init()
	{
	Input::add_analysis([$source="document", $name="document"]);
	}

event file_new(f: fa_file)
	{
	print Files::add_analyzer(f, Files::ANALYZER_EXTRACT, [$extract_filename="no-folder/copy"]);
	print Files::add_analyzer(f, Files::ANALYZER_EXTRACT, [$extract_filename="cut\x00here"]);
	print Files::add_analyzer(f, Files::ANALYZER_EXTRACT, [$extract_filename="good"]);
	}
