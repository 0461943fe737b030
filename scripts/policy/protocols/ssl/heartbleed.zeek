##! Notices about Heartbleed (CVE-2014-0160): heartbeats that claim to be longer than they are, and answers that are.
##!
##! Heartbeats that are encrypted show their length alone. One that is too short to be right, that comes before anything
##! else, or whose answer is longer than itself gives the attack away.

@load base/protocols/ssl
@load base/frameworks/notice

module Heartbleed;

export {
	redef enum Notice::Type += {
		## A heartbeat claims to be longer than it is, or comes when none should.
		SSL_Heartbeat_Attack,
		## The answer to such a heartbeat holds what it should not.
		SSL_Heartbeat_Attack_Success,
		## An encrypted heartbeat is too short.
		SSL_Heartbeat_Odd_Length,
		## Heartbeats without answers.
		SSL_Heartbeat_Many_Requests
	};
}

# Heartbeats come in the encrypted part as well.
redef SSL::disable_analyzer_after_detection = F;

redef record SSL::Info += {
	last_originator_heartbeat_request_size: count &optional;
	last_responder_heartbeat_request_size: count &optional;
	originator_heartbeats: count &default=0;
	responder_heartbeats: count &default=0;
	heartbleed_detected: bool &default=F;
	enc_appdata_packages: count &default=0;
	enc_appdata_bytes: count &default=0;
};

# The shortest heartbeat has 19 bytes: type, length, no payload, padding.
const shortest = 19;

# How far one side may be ahead of the other.
const unanswered = 3;

# How long the shortest heartbeat is when it is encrypted: with checksums, and filled up to blocks.
type EncryptedLength: record {
	# The suites it is about.
	suites: pattern;
	# The length up to TLS 1.0.
	bytes: count;
	# What goes in front of it since TLS 1.1.
	block: count;
};

const encrypted_lengths = vector(
	EncryptedLength($suites=/_AES_256_GCM_SHA384$/, $bytes=shortest + 24, $block=0),
	EncryptedLength($suites=/_AES_128_GCM_SHA256$/, $bytes=shortest + 24, $block=0),
	EncryptedLength($suites=/_CHACHA20_POLY1305_SHA256$/, $bytes=shortest + 16, $block=0),
	EncryptedLength($suites=/_256_CBC_SHA384$/, $bytes=80, $block=16),
	EncryptedLength($suites=/_128_CBC_SHA256$/, $bytes=64, $block=16),
	EncryptedLength($suites=/_256_CBC_SHA256$/, $bytes=64, $block=16),
	EncryptedLength($suites=/_256_CBC_SHA$/, $bytes=48, $block=0),
	EncryptedLength($suites=/_128_CBC_SHA$/, $bytes=48, $block=0),
	EncryptedLength($suites=/_3DES_EDE_CBC_SHA$/, $bytes=40, $block=8),
	EncryptedLength($suites=/_SEED_CBC_SHA$/, $bytes=48, $block=16),
	EncryptedLength($suites=/_IDEA_CBC_SHA$/, $bytes=40, $block=8),
	EncryptedLength($suites=/_DES_CBC_SHA$/, $bytes=40, $block=8),
	EncryptedLength($suites=/_RC4_128_SHA$/, $bytes=shortest + 20, $block=0),
	EncryptedLength($suites=/_RC4_128_MD5$/, $bytes=shortest + 16, $block=0)
);

function notice_about(c: connection, what: Notice::Type, text: string, identifier: string): Notice::Info
	{
	return Notice::Info($note=what, $msg=text, $conn=c, $identifier=identifier);
	}

function notice_with_count(c: connection, what: Notice::Type, text: string, identifier: string, n: count)
	{
	local about = notice_about(c, what, text, identifier);
	about$n = n;
	NOTICE(about);
	}

event ssl_heartbeat(c: connection, is_client: bool, length: count, heartbeat_type: count, payload_length: count,
    payload: string)
	{
	# RFC 6520, section 4: 1 is a request. What it asks for must be inside, with everything that goes around it.
	if ( heartbeat_type != 1 )
		{
		if ( c$ssl$heartbleed_detected )
			NOTICE(notice_about(c, SSL_Heartbeat_Attack_Success,
			    fmt("An TLS heartbleed attack detected before was probably exploited. Message length: %d. Payload length: %d",
			        length, payload_length), c$uid));
		}
	else if ( payload_length + shortest > length )
		{
		NOTICE(notice_about(c, SSL_Heartbeat_Attack,
		    fmt("An TLS heartbleed attack was detected! Record length %d. Payload length %d", length, payload_length),
		    cat(c$uid, length, payload_length)));
		c$ssl$heartbleed_detected = T;
		}
	}

# Nobody has a reason to send one before there was anything to say.
function check_order(c: connection, is_client: bool, length: count)
	{
	if ( c$ssl$enc_appdata_bytes == 0 )
		notice_with_count(c, SSL_Heartbeat_Attack,
		    fmt("Heartbeat before ciphertext. Probable attack or scan. Length: %d, is_client: %d", length, is_client),
		    cat(c$uid, "early"), length);
	}

function check_length(c: connection, length: count)
	{
	if ( ! c$ssl?$cipher || ! c$ssl?$version_num )
		return;

	for ( i, rule in encrypted_lengths )
		{
		if ( rule$suites !in c$ssl$cipher )
			next;

		local needed = rule$bytes + (c$ssl$version_num > SSL::TLSv10 ? rule$block : 0);

		if ( length < needed )
			notice_with_count(c, SSL_Heartbeat_Odd_Length,
			    fmt("Heartbeat message smaller than minimum required length. Probable attack. Message length: %d. "
			        + "Required length: %d. Cipher: %s. Cipher match: %s", length, needed, c$ssl$cipher, rule$suites),
			    fmt("%s%d", c$uid, length), length);
		return;
		}
	}

function check_count(c: connection, is_client: bool)
	{
	local row = c$ssl;
	local ahead = is_client ? row$originator_heartbeats : row$responder_heartbeats;
	local behind = is_client ? row$responder_heartbeats : row$originator_heartbeats;

	if ( ahead > behind + unanswered )
		notice_with_count(c, SSL_Heartbeat_Many_Requests,
		    fmt("More than %d heartbeats without answers. %s sent %d, the other side %d", unanswered,
		        is_client ? "The client" : "The server", ahead, behind),
		    fmt("%s%s%d", c$uid, is_client, ahead / 1000), ahead);
	}

# The length of what the other side asked before, which is thereby answered; 0 if it asked nothing.
function take_question(row: SSL::Info, is_client: bool): count
	{
	local asked = 0;

	if ( is_client && row?$last_responder_heartbeat_request_size )
		{
		asked = row$last_responder_heartbeat_request_size;
		delete row$last_responder_heartbeat_request_size;
		}
	else if ( ! is_client && row?$last_originator_heartbeat_request_size )
		{
		asked = row$last_originator_heartbeat_request_size;
		delete row$last_originator_heartbeat_request_size;
		}

	return asked;
	}

# An answer is as long as what it answers.
function check_answer(c: connection, is_client: bool, length: count)
	{
	local row = c$ssl;
	local asked = take_question(row, is_client);

	if ( asked == 0 )
		{
		if ( is_client )
			row$last_originator_heartbeat_request_size = length;
		else
			row$last_responder_heartbeat_request_size = length;
		}
	else if ( length > asked )
		NOTICE(notice_about(c, SSL_Heartbeat_Attack_Success,
		    fmt("An encrypted TLS heartbleed attack was probably detected! First packet client record length %d, "
		        + "first packet server record length %d. Time: %f",
		        is_client ? length : asked, is_client ? asked : length, c$duration), c$uid));
	}

event ssl_encrypted_data(c: connection, is_client: bool, record_version: count, content_type: count, length: count)
	{
	if ( ! c?$ssl )
		return;

	local row = c$ssl;

	switch ( content_type )
		{
		case SSL::APPLICATION_DATA:
			row$enc_appdata_bytes += length;
			++row$enc_appdata_packages;
			break;

		case SSL::HEARTBEAT:
			if ( is_client )
				++row$originator_heartbeats;
			else
				++row$responder_heartbeats;

			check_order(c, is_client, length);
			check_length(c, length);
			check_count(c, is_client);
			check_answer(c, is_client, length);
			break;
		}
	}
