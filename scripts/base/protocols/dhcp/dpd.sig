# A request or a reply with Ethernet addresses, and the cookie behind 232 further bytes.
signature dpd_dhcp {
  ip-proto == udp
  payload /[\x01\x02]\x01\x06.{233}\x63\x82\x53\x63/
  enable "dhcp"
}
