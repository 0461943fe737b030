##! Talk and exchange: IRC, BitTorrent, Gnutella, Finger.

## Somebody joins a channel.
type irc_join_info: record {
	nick: string;
	channel: string;
	password: string;
	usermode: string;
};

type irc_join_list: set[irc_join_info];

## A peer.
type bittorrent_peer: record {
	h: addr;
	p: port;
};

type bittorrent_peer_set: set[bittorrent_peer];

## A value: a number, a text, or the raw text of a dictionary or list.
type bittorrent_benc_value: record {
	i: int &optional;
	s: string &optional;
	d: string &optional;
	l: string &optional;
};

## A dictionary.
type bittorrent_benc_dir: table[string] of bittorrent_benc_value;

## Headers of what a tracker says.
type bt_tracker_headers: table[string] of string;

module Gnutella;

export {
	## Limits beyond which it is no Gnutella, in bytes.
	const max_line_length = 8192 &redef;
	const max_header_length = 32768 &redef;
}

module Finger;

export {
	## The longest line, in bytes. A longer one, of either side, ends the analysis.
	const max_line_length = 1024 &redef;
}
