# The login of RFC 959, section 5.4, on whatever port: the server greets in one line or several (120 or 220), the client
# says who it is, and the server lets it in or asks for more (230, 331, 332). Other commands may come before.

signature dpd_ftp_server {
  ip-proto == tcp
  payload /[ \t\r\n]*(120|220)[^0-9]([^\n]*\n)+[ \t]*(230|331|332)[^0-9]/
  requires-reverse-signature dpd_ftp_client
  tcp-state responder
  enable "ftp"
}

signature dpd_ftp_client {
  ip-proto == tcp
  payload /[ \t]*([^\n]*\n[ \t]*)*[Uu][Ss][Ee][Rr][ \t]/
  tcp-state originator
}
