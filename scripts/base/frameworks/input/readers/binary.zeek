##! The reader of files as they are, for :zeek:id:`Input::add_analysis`.

module InputBinary;

export {
	## Bytes that are handed on at once.
	const chunk_size = 1024 &redef;

	## A folder for sources that are no path from the root.
	const path_prefix = "" &redef;
}
