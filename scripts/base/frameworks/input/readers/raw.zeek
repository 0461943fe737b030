##! The reader of anything, piece by piece: files, and what commands write.
##!
##! A source that ends with `|` is a command of the shell. In the `config` of a stream, `stdin` is what the
##! command reads, `read_stderr` of "1" reads its standard error as well, and `offset` is where a file begins:
##! bytes from its begin, or if negative from its end.

module InputRaw;

export {
	## Ends a piece.
	const record_separator = "\n" &redef;

	## A command has ended.
	##
	## name: The name of the stream.
	## source: The command.
	## exit_code: Its exit status, or the number of the signal that ended it.
	## signal_exit: A signal did.
	global process_finished: event(name: string, source: string, exit_code: count, signal_exit: bool);
}
