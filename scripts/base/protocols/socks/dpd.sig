# Version 4: a request to connect or to listen, a name that is not long, and one of the codes of replies.
signature dpd_socks4_client {
  ip-proto == tcp
  tcp-state originator
  payload /\x04[\x01\x02].{6}[^\x00]{0,32}\x00/
}

signature dpd_socks4_server {
  ip-proto == tcp
  tcp-state responder
  requires-reverse-signature dpd_socks4_client
  payload /\x00[\x5a-\x5d]/
  enable "socks"
}

# Version 5: methods that the IANA lists, one of which the server chooses, or none of them.
signature dpd_socks5_client {
  ip-proto == tcp
  tcp-state originator
  payload /\x05.[\x00-\x03\x05-\x09]/
}

signature dpd_socks5_server {
  ip-proto == tcp
  tcp-state responder
  requires-reverse-signature dpd_socks5_client
  payload /\x05[\x00-\x03\x05-\x09\xff]/
  enable "socks"
}
