# A client that asks for TLS, and the server's letter.
signature dpd_postgresql_client_sslrequest {
  ip-proto == tcp
  payload /\x00\x00\x00\x08\x04\xd2\x16\x2f/
}

signature dpd_postgresql_server_ssl_confirm {
  ip-proto == tcp
  requires-reverse-signature dpd_postgresql_client_sslrequest
  payload /[SN]/
  enable "PostgreSQL"
}

# A client that begins with version 3 and says who it is soon, and a message of the server that is not large.
signature dpd_postgresql_client_startup_3_x {
  ip-proto == tcp
  payload /\x00\x00..\x00\x03\x00.{0,256}user\x00/
}

signature dpd_postgresql_server_any_response {
  ip-proto == tcp
  requires-reverse-signature dpd_postgresql_client_startup_3_x
  payload /[a-zA-Z0-9]\x00\x00../
  enable "PostgreSQL"
}
