# Clients say hello, servers say who they are with a code.
signature dpd_smtp_client {
  ip-proto == tcp
  tcp-state originator
  payload /(.*[\r\n])?[ \t]*([Ee][Hh][Ll][Oo]|[Hh][Ee][Ll][Oo])/
}

signature dpd_smtp_server {
  ip-proto == tcp
  tcp-state responder
  requires-reverse-signature dpd_smtp_client
  payload /[ \t\r\n]*220[ \t\-]/
  enable "smtp"
}
