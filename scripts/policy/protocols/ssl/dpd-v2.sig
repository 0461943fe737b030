# SSL 2, which hardly anybody speaks any more, by the hellos of both sides. Other traffic may look alike.

signature dpd_ssl_server {
  ip-proto == tcp
  payload /^.{2,3}\x04.{2}\x00\x02/
  requires-reverse-signature dpd_ssl_client
  tcp-state responder
  enable "ssl"
}

signature dpd_ssl_client {
  ip-proto == tcp
  payload /^.{2,3}\x01[\x00\x03][\x00-\x04]/
  tcp-state originator
}
