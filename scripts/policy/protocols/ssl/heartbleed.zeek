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

type min_length: record {
	cipher: pattern;
	min_length: count;
};

# With checksums, and filled up to blocks. Since TLS 1.1 a block more goes first.
global min_lengths: vector of min_length = vector();
global min_lengths_tls11: vector of min_length = vector();

function note_length(cipher: pattern, length: count, first_block: count)
	{
	min_lengths += min_length($cipher=cipher, $min_length=length);
	min_lengths_tls11 += min_length($cipher=cipher, $min_length=length + first_block);
	}

event zeek_init()
	{
	note_length(/_AES_256_GCM_SHA384$/, shortest + 24, 0);
	note_length(/_AES_128_GCM_SHA256$/, shortest + 24, 0);
	note_length(/_CHACHA20_POLY1305_SHA256$/, shortest + 16, 0);
	note_length(/_256_CBC_SHA384$/, 80, 16);
	note_length(/_128_CBC_SHA256$/, 64, 16);
	note_length(/_256_CBC_SHA256$/, 64, 16);
	note_length(/_256_CBC_SHA$/, 48, 0);
	note_length(/_128_CBC_SHA$/, 48, 0);
	note_length(/_3DES_EDE_CBC_SHA$/, 40, 8);
	note_length(/_SEED_CBC_SHA$/, 48, 16);
	note_length(/_IDEA_CBC_SHA$/, 40, 8);
	note_length(/_DES_CBC_SHA$/, 40, 8);
	note_length(/_RC4_128_SHA$/, shortest + 20, 0);
	note_length(/_RC4_128_MD5$/, shortest + 16, 0);
	}

event ssl_heartbeat(c: connection, is_client: bool, length: count, heartbeat_type: count, payload_length: count,
    payload: string)
	{
	local is_request = heartbeat_type == 1;

	if ( is_request && payload_length + shortest > length )
		{
		c$ssl$heartbleed_detected = T;
		NOTICE(Notice::Info($note=SSL_Heartbeat_Attack,
		    $msg=fmt("An TLS heartbleed attack was detected! Record length %d. Payload length %d", length, payload_length),
		    $conn=c, $identifier=cat(c$uid, length, payload_length)));
		}
	else if ( ! is_request && c$ssl$heartbleed_detected )
		NOTICE(Notice::Info($note=SSL_Heartbeat_Attack_Success,
		    $msg=fmt("An TLS heartbleed attack detected before was probably exploited. Message length: %d. Payload length: %d",
		        length, payload_length),
		    $conn=c, $identifier=c$uid));
	}

function check_order(c: connection, is_client: bool, length: count)
	{
	if ( c$ssl$enc_appdata_bytes > 0 )
		return;

	NOTICE(Notice::Info($note=SSL_Heartbeat_Attack,
	    $msg=fmt("Heartbeat before ciphertext. Probable attack or scan. Length: %d, is_client: %d", length, is_client),
	    $conn=c, $n=length, $identifier=cat(c$uid, "early")));
	}

function check_length(c: connection, length: count)
	{
	if ( ! c$ssl?$cipher || ! c$ssl?$version_num )
		return;

	for ( i, entry in c$ssl$version_num > SSL::TLSv10 ? min_lengths_tls11 : min_lengths )
		{
		if ( entry$cipher !in c$ssl$cipher )
			next;

		if ( length < entry$min_length )
			NOTICE(Notice::Info($note=SSL_Heartbeat_Odd_Length,
			    $msg=fmt("Heartbeat message smaller than minimum required length. Probable attack. Message length: %d. "
			        + "Required length: %d. Cipher: %s. Cipher match: %s",
			        length, entry$min_length, c$ssl$cipher, entry$cipher),
			    $conn=c, $n=length, $identifier=fmt("%s%d", c$uid, length)));
		return;
		}
	}

function check_count(c: connection, is_client: bool)
	{
	local ahead = is_client ? c$ssl$originator_heartbeats : c$ssl$responder_heartbeats;
	local behind = is_client ? c$ssl$responder_heartbeats : c$ssl$originator_heartbeats;

	if ( ahead > behind + 3 )
		NOTICE(Notice::Info($note=SSL_Heartbeat_Many_Requests,
		    $msg=fmt("More than %d heartbeats without answers. %s sent %d, the other side %d", 3,
		        is_client ? "The client" : "The server", ahead, behind),
		    $conn=c, $n=ahead, $identifier=fmt("%s%s%d", c$uid, is_client, ahead / 1000)));
	}

# A heartbeat of the server that answers one of the client is as long as that.
function check_answer(c: connection, is_client: bool, length: count)
	{
	local asked: count;

	if ( is_client )
		{
		if ( ! c$ssl?$last_responder_heartbeat_request_size )
			{
			c$ssl$last_originator_heartbeat_request_size = length;
			return;
			}

		asked = c$ssl$last_responder_heartbeat_request_size;
		delete c$ssl$last_responder_heartbeat_request_size;
		}
	else
		{
		if ( ! c$ssl?$last_originator_heartbeat_request_size )
			{
			c$ssl$last_responder_heartbeat_request_size = length;
			return;
			}

		asked = c$ssl$last_originator_heartbeat_request_size;
		delete c$ssl$last_originator_heartbeat_request_size;
		}

	if ( length > asked )
		NOTICE(Notice::Info($note=SSL_Heartbeat_Attack_Success,
		    $msg=fmt("An encrypted TLS heartbleed attack was probably detected! First packet client record length %d, "
		        + "first packet server record length %d. Time: %f",
		        is_client ? length : asked, is_client ? asked : length, c$duration),
		    $conn=c, $identifier=c$uid));
	}

event ssl_encrypted_data(c: connection, is_client: bool, record_version: count, content_type: count, length: count)
	{
	if ( ! c?$ssl )
		return;

	if ( content_type == SSL::APPLICATION_DATA )
		{
		++c$ssl$enc_appdata_packages;
		c$ssl$enc_appdata_bytes += length;
		return;
		}

	if ( content_type != SSL::HEARTBEAT )
		return;

	if ( is_client )
		++c$ssl$originator_heartbeats;
	else
		++c$ssl$responder_heartbeats;

	check_order(c, is_client, length);
	check_length(c, length);
	check_count(c, is_client);
	check_answer(c, is_client, length);
	}
