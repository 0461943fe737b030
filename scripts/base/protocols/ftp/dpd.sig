# Clients say who they are; servers greet or ask for a password, on whatever port.
signature dpd_ftp_client {
  ip-proto == tcp
  tcp-state originator
  payload /(.*[\r\n])? *[Uu][Ss][Ee][Rr] /
}

signature dpd_ftp_server {
  ip-proto == tcp
  tcp-state responder
  requires-reverse-signature dpd_ftp_client
  payload /[\r\n ]*[12]20[^0-9].*[\r\n] *(331|230)[^0-9]/
  enable "ftp"
}
