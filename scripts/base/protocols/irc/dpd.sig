# A client says its nick and who it is, in either order; the server answers in lines with a prefix.
signature dpd_irc_client {
  ip-proto == tcp
  tcp-state originator
  payload /(.*[\r\n])?(([Uu][Ss][Ee][Rr] [^\r\n]+[\r\n]+[Nn][Ii][Cc][Kk] +)|([Nn][Ii][Cc][Kk] [^\r\n]+[\r\n]+[Uu][Ss][Ee][Rr] +))[^ \r\n]/
}

signature dpd_irc_server {
  ip-proto == tcp
  tcp-state responder
  requires-reverse-signature dpd_irc_client
  payload /(.*[\r\n])?:[^ \r\n]+ +(00[1-4]|[Nn][Oo][Tt][Ii][Cc][Ee]|[Pp][Ii][Nn][Gg]) /
  enable "irc"
}
