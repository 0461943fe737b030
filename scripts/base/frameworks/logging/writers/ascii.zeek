##! The writer of text files: tab-separated columns below a header, or one JSON object a line.
##!
##! A filter overrides each option for its own file, by the key of the same name in its `config`:
##! `$config=table(["use_json"] = "T")`.

module LogAscii;

export {
	## Writes to standard output instead of files.
	const output_to_stdout = F &redef;

	## Writes JSON.
	const use_json = F &redef;

	## Rotates what an earlier run left behind, at the start.
	const enable_leftover_log_rotation = F &redef;

	## Leaves valid UTF-8 as it is.
	const enable_utf_8 = T &redef;

	## Compresses with gzip, from 1 (fast) to 9 (small); 0 does not.
	const gzip_level = 0 &redef;

	## Ends the name of a compressed file.
	const gzip_file_extension = "gz" &redef;

	## How times look in JSON.
	const json_timestamps: JSON::TimestampFormat = JSON::TS_EPOCH &redef;

	## Writes fields that are not set as null; otherwise they are left out.
	const json_include_unset_fields = F &redef;

	## How bytes that are no UTF-8 look in JSON.
	const json_string_escape_policy = JSON::STRING_ESCAPE_POLICY_HEX &redef;

	## Writes the header, and the line with the time of closing.
	const include_meta = T &redef;

	## Begins the lines of the header.
	const meta_prefix = "#" &redef;

	## Stands between two columns.
	const separator = Log::separator &redef;

	## Stands between two elements of a set or vector.
	const set_separator = Log::set_separator &redef;

	## Stands for a string, set or vector without contents.
	const empty_field = Log::empty_field &redef;

	## Stands for a field that is not set.
	const unset_field = Log::unset_field &redef;
}
