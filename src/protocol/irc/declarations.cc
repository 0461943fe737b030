#include "protocol/irc/declarations.h"

namespace avocet {

const std::string_view kIrcDeclarations = R"(
module GLOBAL;

# Of all events: prefix says who sent what a server passes on, "" for what a client says itself.

## A client sends a command.
global irc_request: event(c: connection, is_orig: bool, prefix: string, command: string, arguments: string);

## A server answers with a code.
global irc_reply: event(c: connection, is_orig: bool, prefix: string, code: count, params: string);

## A server sends a command.
global irc_message: event(c: connection, is_orig: bool, prefix: string, command: string, message: string);

## Commands of both sides, by their names.
global irc_quit_message: event(c: connection, is_orig: bool, nick: string, message: string);
global irc_privmsg_message: event(c: connection, is_orig: bool, source: string, target: string, message: string);
global irc_notice_message: event(c: connection, is_orig: bool, source: string, target: string, message: string);
global irc_squery_message: event(c: connection, is_orig: bool, source: string, target: string, message: string);
global irc_join_message: event(c: connection, is_orig: bool, info_list: irc_join_list);
global irc_part_message: event(c: connection, is_orig: bool, nick: string, chans: string_set, message: string);
global irc_nick_message: event(c: connection, is_orig: bool, who: string, newnick: string);
global irc_who_message: event(c: connection, is_orig: bool, mask: string, oper: bool);
global irc_whois_message: event(c: connection, is_orig: bool, server: string, users: string);
global irc_oper_message: event(c: connection, is_orig: bool, user: string, password: string);
global irc_kick_message: event(c: connection, is_orig: bool, prefix: string, chans: string, users: string, comment: string);
global irc_error_message: event(c: connection, is_orig: bool, prefix: string, message: string);
global irc_invite_message: event(c: connection, is_orig: bool, prefix: string, nickname: string, channel: string);
global irc_mode_message: event(c: connection, is_orig: bool, prefix: string, params: string);
global irc_squit_message: event(c: connection, is_orig: bool, prefix: string, server: string, message: string);
global irc_user_message: event(c: connection, is_orig: bool, user: string, host: string, server: string, real_name: string);
global irc_password_message: event(c: connection, is_orig: bool, password: string);

## Somebody offers a file, or a talk, over a connection of its own.
##
## dcc_type: "SEND", "CHAT", ...
## argument: The name of the file.
global irc_dcc_message: event(c: connection, is_orig: bool, prefix: string, target: string, dcc_type: string,
	argument: string, address: addr, dest_port: count, size: count);

## How much of a file has arrived, says who gets it.
global irc_dcc_send_ack: event(c: connection, bytes_received: count);

## Replies of servers, by what they are about.
global irc_invalid_nick: event(c: connection, is_orig: bool);
global irc_network_info: event(c: connection, is_orig: bool, users: count, services: count, servers: count);
global irc_server_info: event(c: connection, is_orig: bool, users: count, services: count, servers: count);
global irc_channel_info: event(c: connection, is_orig: bool, chans: count);
global irc_who_line: event(c: connection, is_orig: bool, target_nick: string, channel: string, user: string,
	host: string, server: string, nick: string, params: string, hops: count, real_name: string);
global irc_names_info: event(c: connection, is_orig: bool, c_type: string, channel: string, users: string_set);
global irc_whois_operator_line: event(c: connection, is_orig: bool, nick: string);
global irc_whois_channel_line: event(c: connection, is_orig: bool, nick: string, chans: string_set);
global irc_whois_user_line: event(c: connection, is_orig: bool, nick: string, user: string, host: string, real_name: string);
global irc_oper_response: event(c: connection, is_orig: bool, got_oper: bool);
global irc_global_users: event(c: connection, is_orig: bool, prefix: string, msg: string);
global irc_channel_topic: event(c: connection, is_orig: bool, channel: string, topic: string);

## Both sides agreed to go on encrypted. No more events of IRC follow; those of TLS do.
global irc_starttls: event(c: connection);
)";

}  // namespace avocet
