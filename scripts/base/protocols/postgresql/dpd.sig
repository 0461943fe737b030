# Two ways to begin: with the question for TLS, which is always the same eight bytes and is answered by one letter, or at
# once with version 3 and pairs of texts, the name of the user among the first of them. Servers answer the latter with an
# authentication, an error, a notice or the version they speak, none of which is long.

signature dpd_postgresql_client_sslrequest {
  ip-proto == tcp
  payload /\x00{3}\x08\x04\xd2\x16\x2f/
}

signature dpd_postgresql_client_startup_3_x {
  ip-proto == tcp
  payload /\x00\x00.{2}\x00\x03\x00.([^\x00]{1,63}\x00[^\x00]{0,63}\x00){0,4}user\x00/
}

signature dpd_postgresql_server_ssl_confirm {
  ip-proto == tcp
  payload /[NS]/
  requires-reverse-signature dpd_postgresql_client_sslrequest
  enable "PostgreSQL"
}

signature dpd_postgresql_server_any_response {
  ip-proto == tcp
  payload /[ENRv]\x00\x00.{2}/
  requires-reverse-signature dpd_postgresql_client_startup_3_x
  enable "PostgreSQL"
}
