# LDAP is told by logins: an element with a number of one byte, which is not negative, and within it the call for a bind.
# Lengths are of the short form. What comes back has to be an element, too, of whatever length.

signature dpd_ldap_client_tcp {
  ip-proto == tcp
  payload /\x30[\x05-\x7f]\x02\x01[\x00-\x7f]\x60/
}

signature dpd_ldap_server_tcp {
  ip-proto == tcp
  payload /\x30[\x00-\x84]/
  requires-reverse-signature dpd_ldap_client_tcp
  enable "LDAP_TCP"
}

signature dpd_ldap_client_udp {
  ip-proto == udp
  payload /\x30[\x05-\x7f]\x02\x01[\x00-\x7f]\x60/
}

signature dpd_ldap_server_udp {
  ip-proto == udp
  payload /\x30[\x00-\x84]/
  requires-reverse-signature dpd_ldap_client_udp
  enable "LDAP_UDP"
}
