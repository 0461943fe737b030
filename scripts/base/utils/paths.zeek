##! Paths of files.

## An absolute path.
const absolute_path_pat = /(\/|[A-Za-z]:[\\\/]).*/;

## The first absolute path in a text, or an empty string.
function extract_path(input: string): string
	{
	local parts = split_string_n(input, /(\/|[A-Za-z]:[\\\/])([^\"\ ]|(\\\ ))*/, T, 1);
	return |parts| < 3 ? "" : parts[1];
	}

## Joins a folder and a name, unless the name is absolute.
function build_path(dir: string, file_name: string): string
	{
	if ( dir == "" || absolute_path_pat == file_name )
		return file_name;

	return ends_with(dir, "/") ? dir + file_name : dir + "/" + file_name;
	}

## The same, with ``.`` and ``..`` worked out.
function build_path_compressed(dir: string, file_name: string): string
	{
	return compress_path(build_path(dir, file_name));
	}
