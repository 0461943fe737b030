# The server greets, and a client logs in or asks what there is to log in with.
signature dpd_pop3_client {
  ip-proto == tcp
  tcp-state originator
  payload /(.*[\r\n])?[ \t]*([Uu][Ss][Ee][Rr]|[Aa][Pp][Oo][Pp]|[Aa][Uu][Tt][Hh]|[Cc][Aa][Pp][Aa]|[Ss][Tt][Ll][Ss])/
}

signature dpd_pop3_server {
  ip-proto == tcp
  tcp-state responder
  requires-reverse-signature dpd_pop3_client
  payload /\+OK/
  enable "pop3"
}
