# @TEST-DOC: Rotating gives a file another name, and writing goes on in an empty one.
# @TEST-EXEC: avocet -b %INPUT >out 2>err
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: grep -c "error: cannot rotate" err >errors
# @TEST-EXEC: btest-diff errors

event zeek_init()
	{
	local f = open("open.txt");
	write_file(f, "before\n");
	local info = rotate_file(f);
	print info$old_name, info$new_name != "open.txt", file_size(info$new_name);
	write_file(f, "after rotation\n");
	close(f);
	print file_size("open.txt"), file_size(info$new_name);

	# By name, closed and open.
	info = rotate_file_by_name("open.txt");
	print info$old_name, file_size(info$new_name), file_size("open.txt");
	f = open_for_append("open.txt");
	write_file(f, "more\n");
	info = rotate_file_by_name("open.txt");
	print file_size(info$new_name), file_size("open.txt"), active_file(f);

	# What cannot be rotated: a file that is not there, a folder, a closed one, standard output.
	print rotate_file_by_name("missing.txt")$new_name == "";
	mkdir("folder");
	print rotate_file_by_name("folder")$new_name == "";
	close(f);
	print rotate_file(f)$new_name == "";
	print rotate_file(open("-"))$new_name == "";
	}
