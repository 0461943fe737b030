##! Copies of files on disk.

@load base/frameworks/files
@load base/utils/paths

module FileExtract;

export {
	## The folder they go to.
	const prefix = "./extract_files/" &redef;

	## How many bytes a copy has at most; 0: no limit.
	option default_limit = 104857600;

	## Whether bytes that never came count as well. A copy has a hole in their place.
	option default_limit_includes_missing = T;

	redef record Files::Info += {
		## The name of the copy.
		extracted: string &optional &log;
		## Whether it is cut off at the limit.
		extracted_cutoff: bool &optional &log;
		## How many bytes it has then.
		extracted_size: count &optional &log;
	};

	redef record Files::AnalyzerArgs += {
		## The name of the copy; by default made of the source and the id of the file.
		extract_filename: string &optional;
		## How many bytes it has at most. Then :zeek:id:`file_extraction_limit` is raised, whose handlers may allow more.
		extract_limit: count &default=default_limit;
		## Whether bytes that never came count as well.
		extract_limit_includes_missing: bool &default=default_limit_includes_missing;
	};

	## Changes how many bytes a copy may have.
	##
	## args: As the copy was asked for.
	## Returns: F if no such copy is being made.
	global set_limit: function(f: fa_file, args: Files::AnalyzerArgs, n: count): bool;
}

function set_limit(f: fa_file, args: Files::AnalyzerArgs, n: count): bool
	{
	return __set_limit(f$id, args, n);
	}

function name_copy(f: fa_file, args: Files::AnalyzerArgs)
	{
	local name = args?$extract_filename ? args$extract_filename : fmt("extract-%s-%s-%s", f$last_active, f$source, f$id);
	local row = f$info;
	row$extracted = name;
	row$extracted_cutoff = F;

	mkdir(prefix);
	args$extract_filename = build_path_compressed(prefix, name);
	}

event file_extraction_limit(f: fa_file, args: Files::AnalyzerArgs, limit: count, len: count) &priority=10
	{
	local row = f$info;
	row$extracted_size = limit;
	row$extracted_cutoff = T;
	}

event zeek_init() &priority=10
	{
	Files::register_analyzer_add_callback(Files::ANALYZER_EXTRACT, name_copy);
	}
