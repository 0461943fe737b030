##! Interactive logins: Telnet, Rlogin, and what they show on the screen.

## How far a login is.
const LOGIN_STATE_AUTHENTICATE = 0;
const LOGIN_STATE_LOGGED_IN = 1;
const LOGIN_STATE_SKIP = 2;
const LOGIN_STATE_CONFUSED = 3;

## Texts by which the state of a login is told: no login will follow ...
global skip_authentication: set[string] &redef;

## ... a login without a password ...
global direct_login_prompts: set[string] &redef;

## ... a prompt ...
global login_prompts: set[string] &redef;

## ... what sounds like a failure and is none ...
global login_non_failure_msgs: set[string] &redef;

## ... a failure ...
global login_failure_msgs: set[string] &redef;

## ... a success ...
global login_success_msgs: set[string] &redef;

## ... nobody typed anything.
global login_timeouts: set[string] &redef;
