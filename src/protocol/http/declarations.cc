#include "protocol/http/declarations.h"

namespace avocet {

const std::string_view kHttpDeclarations = R"(
module GLOBAL;

## The first line of a request.
##
## original_URI: As it was sent.
## unescaped_URI: With escapes undone.
## version: "1.1"; "0.9" if the line names none.
global http_request: event(c: connection, method: string, original_URI: string, unescaped_URI: string, version: string);

## The first line of a reply.
global http_reply: event(c: connection, version: string, code: count, reason: string);

## A header of a message, or of a part of one.
##
## original_name: Its name as it was sent.
## name: The same in upper case.
global http_header: event(c: connection, is_orig: bool, original_name: string, name: string, value: string);
global http_header: event(c: connection, is_orig: bool, name: string, value: string);

## All headers of a message, or of a part of one, numbered from 1.
global http_all_headers: event(c: connection, is_orig: bool, hlist: mime_header_list);

## The begin of a message's body, or of a part of it.
global http_begin_entity: event(c: connection, is_orig: bool);

## The end of that.
global http_end_entity: event(c: connection, is_orig: bool);

## A piece of a body, uncompressed; see :zeek:id:`http_entity_data_delivery_size`.
global http_entity_data: event(c: connection, is_orig: bool, length: count, data: string);

## The type of a body, in upper case; TEXT and PLAIN if nothing was said of it.
global http_content_type: event(c: connection, is_orig: bool, ty: string, subty: string);

## The end of a message.
global http_message_done: event(c: connection, is_orig: bool, stat: http_message_stat);

## Something within a message is not as it should be.
global http_event: event(c: connection, event_type: string, detail: string);

## The connection is over.
global http_stats: event(c: connection, stats: http_stats_rec);

## The server agreed to go on with another protocol.
global http_connection_upgrade: event(c: connection, protocol: string);
)";

}  // namespace avocet
