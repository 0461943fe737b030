# Sessions on whatever port. Everything is in frames of TPKT, version 3: a client that says who it is, or what it can do
# and which channels it wants; a server that confirms, or answers with settings of its own.
signature dpd_rdp_client {
  ip-proto == tcp
  payload /\x03\x00(.{3}\xe0.{5}.*Cookie: mstshash=|.*Duca.*(rdpdr|rdpsnd|drdynvc|cliprdr))/
  requires-reverse-signature dpd_rdp_server
  enable "rdp"
}

signature dpd_rdp_server {
  ip-proto == tcp
  payload /\x03\x00(.{3}\xd0|.*McDn)/
}

# The first datagram of RDPEUDP is padded to the largest that a path is known to take.
signature dpd_rdpeudp_syn {
  ip-proto == udp
  payload-size <= 1232
  payload-size >= 1132
  payload /\xff{4}.{2}.\x01/
  enable "rdpeudp"
}
