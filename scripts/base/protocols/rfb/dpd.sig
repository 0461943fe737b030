# Both sides begin with their versions, on whatever port.
signature dpd_rfb_server {
  ip-proto == tcp
  tcp-state responder
  payload /RFB [0-9]{3}\.[0-9]{3}\x0a/
  requires-reverse-signature dpd_rfb_client
  enable "rfb"
}

signature dpd_rfb_client {
  ip-proto == tcp
  tcp-state originator
  payload /RFB [0-9]{3}\.[0-9]{3}\x0a/
}
