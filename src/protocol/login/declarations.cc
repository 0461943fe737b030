#include "protocol/login/declarations.h"

namespace avocet {

const std::string_view kLoginDeclarations = R"(
module GLOBAL;

## A line that is typed over Rsh: the command, then what goes to it.
##
## client_user: Who the client says it is,
## server_user: and who it wants to be.
## new_session: Whether it is the command.
global rsh_request: event(c: connection, client_user: string, server_user: string, line: string, new_session: bool);

## A line that is shown over Rsh.
global rsh_reply: event(c: connection, client_user: string, server_user: string, line: string);

## A login over Telnet or Rlogin that failed, as far as :zeek:id:`login_failure_msgs` tells.
##
## user: Who it was,
## client_user: and over Rlogin, who the client says it is.
## line: The line that says so.
global login_failure: event(c: connection, user: string, client_user: string, password: string, line: string);

## A login that went well, as far as :zeek:id:`login_success_msgs` tells.
global login_success: event(c: connection, user: string, client_user: string, password: string, line: string);

## A line that is typed.
global login_input_line: event(c: connection, line: string);

## A line that is shown.
global login_output_line: event(c: connection, line: string);

## It is not clear any more how far a login is.
##
## msg: Why.
## line: The line that does not fit.
global login_confused: event(c: connection, msg: string, line: string);

## A line that is typed behind that.
global login_confused_text: event(c: connection, line: string);

## The terminal of a client.
global login_terminal: event(c: connection, terminal: string);

## Its display of X11.
global login_display: event(c: connection, display: string);

## The prompt that it wants.
global login_prompt: event(c: connection, prompt: string);

## The server takes what an option of Telnet says who the client is.
global authentication_accepted: event(name: string, c: connection);

## The server does not.
global authentication_rejected: event(name: string, c: connection);

## There is no login, as far as :zeek:id:`skip_authentication` tells.
global authentication_skipped: event(c: connection);

## What follows over Telnet is encrypted.
global activating_encryption: event(c: connection);

## A side does what it said it would not, or was asked not to.
global inconsistent_option: event(c: connection);

## An option of Telnet makes no sense.
global bad_option: event(c: connection);

## An option of Telnet has no proper end.
global bad_option_termination: event(c: connection);
)";

}  // namespace avocet
