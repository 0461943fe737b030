# TLS and SSL 3 by their hellos, whatever the port. A server may send an alert first.

signature dpd_tls_server {
  ip-proto == tcp
  payload /^(\x15\x03[\x00-\x03].{4})?\x16\x03[\x00-\x03].{2}\x02.{3}(\x03[\x00-\x04]|\x7F[\x00-\x50])/
  tcp-state responder
  enable "ssl"
}

signature dpd_tls_client {
  ip-proto == tcp
  payload /^\x16\x03[\x00-\x03].{2}\x01.{3}\x03[\x00-\x03]/
  tcp-state originator
  enable "ssl"
}

signature dpd_dtls_client {
  ip-proto == udp
  payload /^\x16\xFE[\xFF\xFD]\x00{7}.{3}\x01.{11}\xFE[\xFF\xFD]/
  enable "dtls"
}
