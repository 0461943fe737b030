##! FTP.

module FTP;

export {
	## The longest command; longer ones are reported and cut.
	const max_command_length = 100 &redef;
}
