##! Members of archives (ZIP) as files of their own. To have all archives looked at, load
##! :doc:`policy/files/zip/register`.

@load base/frameworks/files
@load ./types

module ZIP;

export {
	## A member of an archive.
	type File: record {
		## Whether it stands in the directory at the end; else it is the member itself.
		global_: bool;
		## The id of the file that it is.
		fid: string &optional;
		## Its name.
		filename: string;
		## Its time, in UTC.
		time_: time;
		## What the directory says about it.
		comment: string;
		## How it is compressed.
		compression: CompressionMethod;
		## Whether it is encrypted; then it is not looked at.
		encrypted: bool;
	};

	## A member was found, or its entry in the directory.
	##
	## f: The archive.
	global ZIP::file: event(f: fa_file, meta: File);

	## The archive ends.
	##
	## comment: What is said about it.
	global end_of_directory: event(f: fa_file, comment: string);
}

event ZIP::file(f: fa_file, meta: ZIP::File) &priority=5
	{
	if ( ! meta?$fid || ! Files::file_exists(meta$fid) )
		return;

	Files::lookup_file(meta$fid)$info$filename = meta$filename;
	}
