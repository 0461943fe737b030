##! Names for the container types that built-in functions take and return, and the small records
##! and enumerations that several parts of the language share.

## A table of strings by number, as older functions return them.
type string_array: table[count] of string;

## Values of any type by name.
type string_any_table: table[string] of any;

type string_set: set[string];
type subnet_set: set[subnet];
type addr_set: set[addr];
type count_set: set[count];
type interval_set: set[interval];

type index_vec: vector of count;
type int_vec: vector of int;
type double_vec: vector of double;
type subnet_vec: vector of subnet;
type addr_vec: vector of addr;
type any_vec: vector of any;
type string_vec: vector of string;

type table_string_of_string: table[string] of string;
type table_string_of_count: table[string] of count;

## A function that turns one string into another, such as the keys of a JSON object.
type string_mapper: function(s: string): string;

## The transport protocol of a connection or port.
type transport_proto: enum {
	unknown_transport,
	tcp,
	udp,
	icmp
};

## What to leave on the wire when packets go to a link of its own kind.
type link_encap: enum {
	LINK_ETHERNET,
	LINK_UNKNOWN,
};

## The protocol that follows a link-layer header.
type layer3_proto: enum {
	L3_IPV4,
	L3_IPV6,
	L3_ARP,
	L3_UNKNOWN,
};

## What happened to an element, as told to an `&on_change` function.
type TableChange: enum {
	TABLE_ELEMENT_NEW,
	TABLE_ELEMENT_CHANGED,
	TABLE_ELEMENT_REMOVED,
	TABLE_ELEMENT_EXPIRED,
};

## One guess at the MIME type of some bytes.
type mime_match: record {
	strength: int;   ##< The higher, the surer.
	mime: string;    ##< The MIME type.
};

## Guesses, the surest first.
type mime_matches: vector of mime_match;

## A service announced by an FTP command or reply.
type ftp_port: record {
	h: addr;      ##< The host to connect to.
	p: port;      ##< The port to connect to.
	valid: bool;  ##< Whether the text could be understood.
};

## How a host name and its addresses relate, as kept by the DNS cache of the engine.
type dns_mapping: record {
	creation_time: time;  ##< When it was looked up.
	req_host: string;     ##< The name that was asked for, if any.
	req_addr: addr;       ##< The address that was asked for, if any.
	valid: bool;          ##< Whether an answer came.
	hostname: string;     ##< The name found, or "<none>".
	addrs: addr_set;      ##< The addresses found.
};

## When and where an output file was moved out of the way.
type rotate_info: record {
	old_name: string;  ##< The name before.
	new_name: string;  ##< The name now.
	open: time;        ##< When it was opened.
	close: time;       ##< When it was closed.
};

## The numbers behind an estimate of randomness.
type entropy_test_result: record {
	entropy: double;             ##< Bits of information in a byte.
	chi_square: double;          ##< Chi-square of the byte distribution.
	mean: double;                ##< Arithmetic mean of the bytes.
	monte_carlo_pi: double;      ##< Pi, estimated with the bytes as coordinates.
	serial_correlation: double;  ##< How much a byte depends on the one before it.
};

## What a geographic database knows about an address.
type geo_location: record {
	country_code: string &optional;
	region: string &optional;
	city: string &optional;
	latitude: double &optional;
	longitude: double &optional;
} &log;

## Which network an address belongs to.
type geo_autonomous_system: record {
	number: count &optional;
	organization: string &optional;
} &log;

## How :zeek:id:`str_smith_waterman` looks for alignments.
type sw_params: record {
	min_strlen: count &default=3;   ##< Shorter common substrings do not count.
	sw_variant: count &default=0;   ##< Which variant of the algorithm.
};

## Where an aligned substring stands.
type sw_align: record {
	str: string;
	index: count;
};
type sw_align_vec: vector of sw_align;

## A substring that two strings have in common.
type sw_substring: record {
	str: string;
	aligns: sw_align_vec;
	new: bool;
};
type sw_substring_vec: vector of sw_substring;

## A packet with everything needed to write it to a capture file.
type pcap_packet: record {
	ts_sec: count;
	ts_usec: count;
	caplen: count;          ##< Bytes kept.
	len: count;             ##< Bytes on the wire.
	data: string;
	link_type: link_encap;
};

## What :zeek:id:`from_json` made of a text.
type from_json_result: record {
	v: any &optional;        ##< The value, if there is one.
	valid: bool;             ##< Whether the text could be turned into the type asked for.
	err: string &optional;   ##< Why not.
};

## Keeps the keys of JSON objects as they are.
function from_json_default_key_mapper(s: string): string
	{
	return s;
	}

## How network addresses are to be made unrecognisable.
type IPAddrAnonymization: enum {
	KEEP_ORIG_ADDR,
	SEQUENTIALLY_NUMBERED,
	PREFIX_PRESERVING_A50,
	RANDOM_MD5,
	PREFIX_PRESERVING_MD5,
	RANDOM_SHA256,
	PREFIX_PRESERVING_SHA256,
};

## Which addresses an anonymisation applies to.
type IPAddrAnonymizationClass: enum {
	ORIG_ADDR,
	RESP_ADDR,
	OTHER_ADDR,
};

## Which filter of a packet source; more are added by redefinition.
type PcapFilterID: enum { None };

module JSON;

export {
	## How times look in JSON.
	type TimestampFormat: enum {
		## Seconds since the epoch, as a number with a fraction.
		TS_EPOCH,
		## Milliseconds since the epoch, as a whole number that may be negative.
		TS_MILLIS,
		## Milliseconds since the epoch, as a whole number; earlier times wrap.
		TS_MILLIS_UNSIGNED,
		## A text such as "2011-05-19T13:42:08.123456Z".
		TS_ISO8601,
	};

	## How bytes that are no UTF-8 look in JSON strings.
	type StringEscapePolicy: enum {
		## As `\xNN`. A backslash in the text looks the same.
		STRING_ESCAPE_POLICY_HEX,
		## As U+F0000 plus the byte, a character for private use.
		STRING_ESCAPE_POLICY_PUA,
		## As in tab-separated logs: like the first, with each backslash of the text doubled.
		STRING_ESCAPE_POLICY_TSV,
	};
}

module Reporter;

export {
	## How bad a message of the engine is.
	type Level: enum {
		INFO = 0,
		WARNING = 1,
		ERROR = 2,
	};
}

module EventMetadata;

export {
	## Kinds of metadata that an event may carry; scripts add their own.
	type ID: enum {
		## When the event was raised, in the time of the network.
		NETWORK_TIMESTAMP = 1,
	};

	## One piece of metadata.
	type Entry: record {
		id: EventMetadata::ID;
		val: any;
	};
}

module GLOBAL;

type files_tag_set: set[Files::Tag];
type event_metadata_vec: vector of EventMetadata::Entry;
