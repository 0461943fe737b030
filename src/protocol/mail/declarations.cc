#include "protocol/mail/declarations.h"

namespace avocet {

const std::string_view kMailDeclarations = R"(
module GLOBAL;

# ---- SMTP ---------------------------------------------------------------------------

## A client sends a command.
##
## command: In capitals; "**" for what answers a challenge, "." for the end of a message.
## arg: What follows it.
global smtp_request: event(c: connection, is_orig: bool, command: string, arg: string);

## A server sends a line of a reply.
##
## code: Of three digits.
## cmd: What it replies to; ">" for its greeting, "." for the end of a message, "AUTH_ANSWER" for the answer to a challenge.
## msg: The text behind the code.
## cont_resp: Whether further lines of the same reply follow.
global smtp_reply: event(c: connection, is_orig: bool, code: count, cmd: string, msg: string, cont_resp: bool);

## A line of a message, or a piece of one that comes in chunks.
global smtp_data: event(c: connection, is_orig: bool, data: string);

## Something that nobody expects from SMTP.
##
## msg: What it is.
## detail: The line.
global smtp_unexpected: event(c: connection, is_orig: bool, msg: string, detail: string);

## Both sides agreed to go on encrypted. No more events of SMTP follow; those of TLS do.
global smtp_starttls: event(c: connection);

# ---- Messages -----------------------------------------------------------------------

## A message, or a part of one, begins.
global mime_begin_entity: event(c: connection);

## It ends.
global mime_end_entity: event(c: connection);

## A line of its header.
global mime_one_header: event(c: connection, h: mime_header_rec);

## All lines of its header.
global mime_all_headers: event(c: connection, hlist: mime_header_list);

## Decoded bytes of a part, mime_segment_length at a time.
global mime_segment_data: event(c: connection, length: count, data: string);

## The decoded bytes of a part, up to 16 megabytes.
global mime_entity_data: event(c: connection, length: count, data: string);

## The decoded bytes of all parts of a message, up to 16 megabytes.
global mime_all_data: event(c: connection, length: count, data: string);

## Something in a message that MIME does not allow.
global mime_event: event(c: connection, event_type: string, detail: string);

## The MD5 digest of the decoded bytes of a message.
##
## content_len: How many they are.
global mime_content_hash: event(c: connection, content_len: count, hash_value: string);

## The same by SHA256.
global mime_content_hash_sha256: event(c: connection, content_len: count, hash_value: string);
)";

}  // namespace avocet
