# @TEST-DOC: A copy of a file that cannot be written is told once, with its name and why, and the run fails; other copies are whole.
# @TEST-EXEC: mkdir copies && ln -s /dev/full copies/full && head -c 100000 /dev/zero >document
# @TEST-EXEC: expect-exit 1 avocet -b %INPUT >out 2>err
# @TEST-EXEC: grep -o "error: .*" err >>out
# @TEST-EXEC: cmp document copies/good
# @TEST-EXEC: btest-diff out

@load base/files/extract

redef FileExtract::prefix = "./copies/";

event zeek_init()
	{
	Input::add_analysis([$source="document", $name="document"]);
	}

event file_new(f: fa_file)
	{
	Files::add_analyzer(f, Files::ANALYZER_EXTRACT, [$extract_filename="full"]);
	Files::add_analyzer(f, Files::ANALYZER_EXTRACT, [$extract_filename="good"]);
	}

event file_state_remove(f: fa_file)
	{
	print f$seen_bytes;
	}
