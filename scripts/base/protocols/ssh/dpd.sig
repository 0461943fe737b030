# Both sides begin with the version they speak.
signature dpd_ssh_client {
  ip-proto == tcp
  tcp-state originator
  payload /SSH-[12]\./
}

signature dpd_ssh_server {
  ip-proto == tcp
  tcp-state responder
  requires-reverse-signature dpd_ssh_client
  payload /(.*[\r\n])?SSH-[12]\./
  enable "ssh"
}
