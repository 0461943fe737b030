#!/usr/bin/env bash
# FreeRDP's client and xrdp. Needs xrdp, freerdp2-x11, xvfb, openssl.
. "$(dirname "${BASH_SOURCE[0]}")/net.sh"
net_up

openssl req -x509 -newkey rsa:2048 -nodes -days 3650 -subj /CN=desktop.testers.example \
  -keyout "$work/key.pem" -out "$work/cert.pem" 2> /dev/null
xrdp-keygen xrdp "$work/rsakeys.ini" > /dev/null 2>&1 || true

# serve <layer>: xrdp with that security.
serve() {
  sed -e "s|^security_layer=.*|security_layer=$1|" -e "s|^certificate=.*|certificate=$work/cert.pem|" \
    -e "s|^key_file=.*|key_file=$work/key.pem|" -e "s|^port=3389|port=tcp://10.1.1.2:3389|" \
    -e "s|^LogFile=.*|LogFile=$work/xrdp.log|" -e "s|^runtime_user=.*|runtime_user=root|" \
    -e "s|^#\?rsakeys_ini=.*|rsakeys_ini=$work/rsakeys.ini|" /etc/xrdp/xrdp.ini > "$work/xrdp.ini"
  background on_server xrdp --nodaemon --config "$work/xrdp.ini"
  wait_for_port t 3389
}

# look <argument...>: a client that is gone before much is drawn.
look() {
  on_client timeout 3 xvfb-run -a xfreerdp /v:10.1.1.2 /u:ines /cert:ignore /w:1024 /h:768 "$@" > "$work/client.log" 2>&1 || true
}

capture_options=(-c 40)
serve rdp
capture rdp port 3389
look /sec:rdp
captured
kill "${children[-1]}"
sleep 0.5

serve tls
capture rdp-tls port 3389
look /sec:tls
captured
