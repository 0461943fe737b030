# First lines of requests and replies, on whatever port.
signature dpd_sip_udp_req {
  ip-proto == udp
  payload /[\r\n\x00]*(INVITE|REGISTER|OPTIONS|ACK|BYE|CANCEL|SUBSCRIBE|NOTIFY|PUBLISH|MESSAGE|INFO|REFER|UPDATE|PRACK) [^\r\n]+ SIP\/[0-9]\.[0-9][\r\n]/
  enable "sip"
}

signature dpd_sip_udp_resp {
  ip-proto == udp
  payload /[\r\n\x00]*SIP\/[0-9]\.[0-9] [1-6][0-9][0-9]/
  enable "sip"
}
