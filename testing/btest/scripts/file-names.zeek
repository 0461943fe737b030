# @TEST-DOC: The file name of a header Content-Disposition comes without quotes, character set and encoding.
# @TEST-EXEC: avocet -b %INPUT >out
# @TEST-EXEC: btest-diff out

@load base/utils/files

event zeek_init()
	{
	for ( _, header in vector(
		"attachment; filename=plain.txt",
		"attachment; FileName = \"with blanks.txt\"; size=5",
		"attachment; filename=\"\"",
		"attachment; filename=\"unfinished",
		"attachment; filename*=UTF-8''na%C3%AFve.txt",
		"attachment; filename*=utf-8'en-GB'it's 'so'.txt",
		"attachment; filename=it's.txt",
		"attachment") )
		print extract_filename_from_content_disposition(header);
	}
