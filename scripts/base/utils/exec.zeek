##! Runs programs and waits for what they say.

@load base/frameworks/input

module Exec;

export {
	## A program to run.
	type Command: record {
		## The command line. What comes from outside belongs through :zeek:id:`safe_shell_quote`.
		cmd: string;

		## Its standard input.
		stdin: string &default="";

		## Files that it writes: they are read when it is done, and removed. One that is not there is left out.
		read_files: set[string] &optional;

		## Tells commands apart.
		uid: string &default=unique_id("");
	};

	## What a program said.
	type Result: record {
		exit_code: count &default=0;
		signal_exit: bool &default=F;                        ##< It was ended by a signal.
		stdout: vector of string &optional;                  ##< Lines of standard output.
		stderr: vector of string &optional;                  ##< Lines of standard error.
		files: table[string] of string_vec &optional;        ##< Lines of the files asked for.
	};

	## Runs a program. For conditions of `when`.
	global run: function(cmd: Command): Result;
}

# What the reader gives of the output of a program, and of a file.
type LineOfOutput: record {
	line: string;
	is_error: bool;
};

type LineOfFile: record {
	line: string;
};

# A command at work: what is known so far, and the files that are still to be read.
type Running: record {
	result: Result;
	out: string_vec &default=vector();
	err: string_vec &default=vector();
	files: set[string] &default=set();
	is_done: bool &default=F;
};

global running: table[string] of Running = table();

# Input streams of files: the command they belong to, and the file.
type FileStream: record {
	uid: string;
	path: string;
};
global file_streams: table[string] of FileStream = table();

# A file was read, or cannot be.
function forget_file(name: string)
	{
	if ( name !in file_streams )
		return;

	local stream = file_streams[name];
	delete file_streams[name];
	Input::remove(name);
	unlink(stream$path);

	if ( stream$uid !in running )
		return;

	local r = running[stream$uid];
	delete r$files[stream$path];
	r$is_done = |r$files| == 0;
	}

event Exec::output_line(description: Input::EventDescription, tpe: Input::Event, line: string, is_error: bool)
	{
	if ( description$name !in running )
		return;

	local r = running[description$name];
	local lines = is_error ? r$err : r$out;
	lines += line;
	}

event Exec::file_line(description: Input::EventDescription, tpe: Input::Event, line: string)
	{
	if ( description$name !in file_streams )
		return;

	local stream = file_streams[description$name];

	if ( stream$uid in running )
		running[stream$uid]$result$files[stream$path] += line;
	}

event Exec::file_error(description: Input::EventDescription, message: string, level: Reporter::Level)
	{
	forget_file(description$name);
	}

# Begins to read a file that the command wrote.
function read_output_file(uid: string, path: string)
	{
	if ( file_size(path) < 0 )
		{
		delete running[uid]$files[path];
		return;
		}

	local name = cat(uid, "_", path);
	running[uid]$result$files[path] = vector();
	file_streams[name] = FileStream($uid=uid, $path=path);
	Input::add_event(Input::EventDescription($name=name, $source=path, $reader=Input::READER_RAW,
	                                         $fields=LineOfFile, $ev=Exec::file_line, $want_record=F,
	                                         $error_ev=Exec::file_error));
	}

event InputRaw::process_finished(name: string, source: string, exit_code: count, signal_exit: bool)
	{
	if ( name !in running )
		return;

	local r = running[name];
	r$result$signal_exit = signal_exit;
	r$result$exit_code = exit_code;

	if ( |r$files| > 0 )
		r$result$files = table();

	for ( path in copy(r$files) )
		read_output_file(name, path);

	r$is_done = |r$files| == 0;
	}

event Input::end_of_data(name: string, source: string)
	{
	forget_file(name);
	}

# Forgets a command and gives what it said; of a stream without a line nothing is there.
function take_result(uid: string): Result
	{
	local r = running[uid];
	delete running[uid];

	if ( |r$out| > 0 )
		r$result$stdout = r$out;
	if ( |r$err| > 0 )
		r$result$stderr = r$err;

	return r$result;
	}

function run(cmd: Command): Result
	{
	local files = cmd?$read_files ? copy(cmd$read_files) : set();
	running[cmd$uid] = Running($result=Result(), $files=files);
	Input::add_event(Input::EventDescription($name=cmd$uid, $source=cat(cmd$cmd, " |"), $reader=Input::READER_RAW,
	                                         $mode=Input::MANUAL, $fields=LineOfOutput, $ev=Exec::output_line,
	                                         $want_record=F,
	                                         $config=table(["stdin"] = cmd$stdin, ["read_stderr"] = "1")));

	local uid = cmd$uid;

	return when [uid] ( running[uid]$is_done )
		{
		return take_result(uid);
		}
	}

# Files of commands that nobody waits for any more.
event zeek_done()
	{
	for ( _, r in running )
		for ( path in r$files )
			if ( file_size(path) >= 0 )
				unlink(path);
	}
