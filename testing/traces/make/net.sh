# Two network namespaces joined by a cable, and a capture on it. Sourced by the scripts beside it.
#
#   client 10.1.1.1, fd00:1::1, 02:00:00:00:00:01  ---  server 10.1.1.2, fd00:1::2, 02:00:00:00:00:02
#
# No packet leaves the machine: the namespaces know no other way. Needs root, iproute2, tcpdump,
# ethtool and nftables; each script names the programs it uses besides.
set -euo pipefail

traces=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
work=$(mktemp -d)
client_ns=avocet-client-$$
server_ns=avocet-server-$$
children=()
capture_pid=

on_client() { ip netns exec "$client_ns" "$@"; }
on_server() { ip netns exec "$server_ns" "$@"; }

net_down() {
  local pid
  for pid in "${children[@]}"; do kill "$pid" 2> /dev/null || true; done
  wait 2> /dev/null || true
  ip netns del "$client_ns" 2> /dev/null || true
  ip netns del "$server_ns" 2> /dev/null || true
  rm -rf "$work"
}

# Switches off what would make captures on a virtual cable differ from real ones: checksums left to
# hardware, segments larger than the cable carries, and the chatter of a new interface.
quiet() {
  local ns=$1 device=$2
  ip netns exec "$ns" ethtool -K "$device" tx off rx off tso off gso off gro off > /dev/null 2>&1 || true
  ip netns exec "$ns" sysctl -qw "net.ipv6.conf.$device.accept_ra=0" "net.ipv6.conf.$device.autoconf=0" \
    "net.ipv6.conf.$device.router_solicitations=0" "net.ipv6.conf.$device.dad_transmits=0" \
    "net.ipv6.conf.$device.addr_gen_mode=1"
}

net_up() {
  trap net_down EXIT
  ip netns add "$client_ns"
  ip netns add "$server_ns"
  ip -n "$client_ns" link add wire address 02:00:00:00:00:01 type veth \
    peer name wire address 02:00:00:00:00:02 netns "$server_ns"
  local ns host=1
  for ns in "$client_ns" "$server_ns"; do
    quiet "$ns" wire
    ip -n "$ns" link set lo up
    ip -n "$ns" addr add "10.1.1.$host/24" dev wire
    ip -n "$ns" addr add "fd00:1::$host/64" dev wire nodad
    ip -n "$ns" link set wire up
    host=$((host + 1))
  done
  # Everybody knows everybody: no ARP and no neighbour discovery in the captures.
  ip -n "$client_ns" neigh add 10.1.1.2 lladdr 02:00:00:00:00:02 dev wire nud permanent
  ip -n "$client_ns" neigh add fd00:1::2 lladdr 02:00:00:00:00:02 dev wire nud permanent
  ip -n "$server_ns" neigh add 10.1.1.1 lladdr 02:00:00:00:00:01 dev wire nud permanent
  ip -n "$server_ns" neigh add fd00:1::1 lladdr 02:00:00:00:00:01 dev wire nud permanent
  sleep 0.5
}

# capture <name> [tcpdump argument...]: starts writing <name>.pcap; the filter leaves out the
# multicast chatter of new interfaces. The interface is the client's, or $device in the namespace $capture_ns.
capture() {
  local name=$1
  shift
  [ $# -gt 0 ] || set -- ip or ip6
  ip netns exec "${capture_ns:-$client_ns}" tcpdump -q -n -U --immediate-mode -Z root \
    -i "${device:-wire}" -w "$traces/$name.pcap" "${capture_options[@]}" \
    "($*) and not (ip6 and ip6[24] = 0xff)" 2> "$work/tcpdump.log" &
  capture_pid=$!
  local i
  for i in $(seq 50); do
    grep -q "listening on" "$work/tcpdump.log" && return
    sleep 0.1
  done
  cat "$work/tcpdump.log" >&2
  exit 1
}
capture_options=()

# Ends the capture once nothing has been written for a moment.
captured() {
  sleep "${1:-0.4}"
  kill -INT "$capture_pid" 2> /dev/null || true  # it may have ended by itself
  wait "$capture_pid" || true
}

# background <command...>: runs until the script ends.
background() {
  "$@" > "$work/background.log" 2>&1 &
  children+=($!)
}

# wait_for_port <protocol letter for ss: t or u> <port>: until the server listens there.
wait_for_port() {
  local i
  for i in $(seq 50); do
    on_server ss -Hln"$1" "sport = :$2" | grep -q . && return
    sleep 0.1
  done
  echo "nobody listens on port $2" >&2
  cat "$work/background.log" >&2
  exit 1
}
