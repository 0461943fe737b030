##! Mail: SMTP, POP3, and the parts of messages (MIME).

## A line of a header.
type mime_header_rec: record {
	original_name: string;
	name: string;
	value: string;
};

## All lines of a header, from 1.
type mime_header_list: table[count] of mime_header_rec;

## Bytes that :zeek:id:`mime_segment_data` gets at a time, and how far two of its pieces overlap.
global mime_segment_length = 1024 &redef;
global mime_segment_overlap_length = 0 &redef;

module MIME;

export {
	## How deep parts may be nested.
	const max_depth = 100 &redef;

	## The longest header of a part, in bytes.
	const max_header_bytes = 65536 &redef;
}

module SMTP;

export {
	## Longest line of what BDAT sends, in bytes. Longer ones are cut into several where lines matter: in headers, and
	## between parts. Zero: 64 KiB.
	const bdat_max_line_length = 4096 &redef;

	## Takes each message as a whole for a file, too.
	const enable_rfc822_msg_file_analysis = F &redef;
}

module POP3;

export {
	## Commands that may wait for their answers.
	const max_pending_commands = 10 &redef;

	## Unknown commands of a client after which it is no POP3.
	const max_unknown_client_commands = 10 &redef;
}
