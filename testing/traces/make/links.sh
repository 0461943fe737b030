#!/usr/bin/env bash
# The same small exchange over other links and through a tunnel. Needs netcat-openbsd and python3.
# Links that not every kernel has are made from these by derive.py.
. "$(dirname "${BASH_SOURCE[0]}")/net.sh"
net_up

# talk <client address> <server address>: a question and an answer over TCP.
port=9100
talk() {
  port=$((port + 1))
  background on_server python3 -c "
import socket
family = socket.AF_INET6 if ':' in '$2' else socket.AF_INET
s = socket.socket(family); s.bind(('$2', $port)); s.listen(); c, _ = s.accept()
c.recv(100); c.sendall(b'answer\\n'); c.close()"
  wait_for_port t "$port"
  printf 'question\n' | on_client nc -N -w 3 -s "$1" "$2" "$port" > /dev/null
}

capture ethernet
talk 10.1.1.1 10.1.1.2
captured

device=any
capture_options=(-y LINUX_SLL)
capture linux-cooked "host 10.1.1.2"
talk 10.1.1.1 10.1.1.2
captured

capture_options=(-y LINUX_SLL2)
capture linux-cooked-v2 "host 10.1.1.2"
talk 10.1.1.1 10.1.1.2
captured
capture_options=()

capture_ns=$server_ns
device=lo
capture ethernet-lo
background on_server timeout 5 nc -l 127.0.0.1 9200
wait_for_port t 9200
printf 'to myself\n' | on_server nc -N -w 3 127.0.0.1 9200
captured
unset capture_ns device

# address_ends <interface>: 10.9.9.x and fd00:9::x at both ends.
address_ends() {
  local ns host=1
  for ns in "$client_ns" "$server_ns"; do
    quiet "$ns" "$1"
    ip -n "$ns" addr add "10.9.9.$host/24" dev "$1"
    ip -n "$ns" addr add "fd00:9::$host/64" dev "$1" nodad
    ip -n "$ns" link set "$1" up
    host=$((host + 1))
  done
}

ip -n "$client_ns" tuntap add dev tun9 mode tun
ip -n "$server_ns" tuntap add dev tun9 mode tun
background "$(dirname "${BASH_SOURCE[0]}")/tun_relay.py" "$client_ns" tun9 "$server_ns" tun9
address_ends tun9
sleep 0.5
device=tun9
capture raw-ip
talk 10.9.9.1 10.9.9.2
captured
capture raw-ip-ipv6
talk fd00:9::1 fd00:9::2
captured
unset device

ip -n "$client_ns" link add vx9 type vxlan local 10.1.1.1 remote 10.1.1.2 id 5 dstport 4789
ip -n "$server_ns" link add vx9 type vxlan local 10.1.1.2 remote 10.1.1.1 id 5 dstport 4789
ip -n "$client_ns" addr flush dev tun9
ip -n "$server_ns" addr flush dev tun9
address_ends vx9
capture tunnel-vxlan "udp port 4789 and not udp[28:2] = 0x86dd"
talk 10.9.9.1 10.9.9.2
captured
