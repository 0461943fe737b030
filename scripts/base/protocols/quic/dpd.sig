# The first packet of a client, on whatever port: a long header, of the type Initial, of a known
# version, and an id of at least eight bytes to begin with (RFC 9000, sections 7.2 and 17.2.2).

signature dpd_quic_v1_initial {
  ip-proto == udp
  payload /^[\xc0-\xcf]\x00\x00\x00\x01[\x08-\x14]/
  enable "QUIC"
}

# Version 2 numbers the types differently (RFC 9369, section 3.2).
signature dpd_quic_v2_initial {
  ip-proto == udp
  payload /^[\xd0-\xdf]\x6b\x33\x43\xcf[\x08-\x14]/
  enable "QUIC"
}
