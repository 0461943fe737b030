#!/usr/bin/env bash
# DNS between dig and dnsmasq. Needs dnsmasq-base, bind9-dnsutils and netcat-openbsd.
. "$(dirname "${BASH_SOURCE[0]}")/net.sh"
net_up

long=$(head -c 240 /dev/zero | tr '\0' t)
background on_server dnsmasq --keep-in-foreground --conf-file=/dev/null --no-resolv --no-hosts --user=root \
  --pid-file="$work/dnsmasq.pid" --listen-address=10.1.1.2,fd00:1::2 --bind-interfaces \
  --local=/example.test/ --host-record=www.example.test,10.1.1.2,fd00:1::2 \
  --mx-host=example.test,www.example.test,10 --cname=alias.example.test,www.example.test \
  --txt-record=long.example.test,"$long","$long","$long","$long","$long","$long" --log-facility=-
wait_for_port u 53
ask() { on_client dig +tries=1 +time=1 +nocookie @10.1.1.2 "$@" > /dev/null || true; }

capture dns-udp
ask www.example.test A
ask www.example.test AAAA
ask alias.example.test A
ask example.test MX
captured

capture dns-nxdomain
ask nobody.example.test A
captured

capture dns-tcp
ask +tcp www.example.test A
captured

# The answer does not fit a datagram of 512 bytes, so dig asks again over TCP.
capture dns-truncated
ask +noedns long.example.test TXT
captured

capture dns-ipv6
on_client dig +tries=1 +time=1 +nocookie @fd00:1::2 www.example.test AAAA > /dev/null
captured

# Somebody listens and never answers.
background on_server timeout 20 nc -u -l -k 10.1.1.2 5353
wait_for_port u 5353
capture dns-unanswered
on_client dig +tries=2 +time=1 +nocookie @10.1.1.2 -p 5353 www.example.test > /dev/null || true
captured

# Nobody listens: the server's kernel says so by ICMP.
capture udp-port-unreachable
on_client dig +tries=1 +time=1 +nocookie @10.1.1.2 -p 5454 www.example.test > /dev/null || true
captured
