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

# ---- POP3 ---------------------------------------------------------------------------

## A client sends a command.
##
## command: In capitals; "**" for what answers a challenge.
## arg: What follows it.
global pop3_request: event(c: connection, is_orig: bool, command: string, arg: string);

## A server replies.
##
## cmd: "OK" or "ERR".
## msg: The text behind that.
global pop3_reply: event(c: connection, is_orig: bool, cmd: string, msg: string);

## A line of a longer reply, such as a list or a message.
global pop3_data: event(c: connection, is_orig: bool, data: string);

## Something that nobody expects from POP3.
##
## msg: What it is.
## detail: The line.
global pop3_unexpected: event(c: connection, is_orig: bool, msg: string, detail: string);

## Both sides agreed to go on encrypted. No more events of POP3 follow; those of TLS do.
global pop3_starttls: event(c: connection);

## Somebody is let in.
global pop3_login_success: event(c: connection, is_orig: bool, user: string, password: string);

## Somebody is not.
global pop3_login_failure: event(c: connection, is_orig: bool, user: string, password: string);

# ---- IMAP ---------------------------------------------------------------------------

## A server says what it is able to do.
global imap_capabilities: event(c: connection, capabilities: string_vec);

## Both sides agreed to go on encrypted. Events of TLS follow.
global imap_starttls: event(c: connection);

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
