#!/usr/bin/env bash
# How TCP connections begin and end. Needs netcat-openbsd, iperf3, openssh-server, python3, nftables.
. "$(dirname "${BASH_SOURCE[0]}")/net.sh"
net_up

capture tcp-refused
on_client nc -w 2 10.1.1.2 81 < /dev/null || true
captured

capture tcp-refused-ipv6
on_client nc -w 2 fd00:1::2 81 < /dev/null || true
captured

# A firewall that says nothing: the SYN is sent again and again.
on_server nft -f - <<'RULES'
table inet silent {
  chain input {
    type filter hook input priority 0;
    tcp dport 82 drop;
  }
}
RULES
capture tcp-unanswered
on_client timeout 4 nc 10.1.1.2 82 < /dev/null || true
captured

# peer <port> <python body>: a server for one connection, `c` in the body.
peer() {
  background on_server python3 -c "
import socket, struct, time
s = socket.socket(); s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.bind(('10.1.1.2', $1)); s.listen(); c, _ = s.accept()
$2
"
  wait_for_port t "$1"
}
linger="c.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))"

# The client closes its half (nc -N), gets the answer afterwards, then the server closes.
peer 9001 "
while c.recv(100): pass
time.sleep(0.3); c.sendall(b'answer after your end\\n'); c.close()"
capture tcp-half-close tcp port 9001
printf 'question\n' | on_client nc -N -w 3 10.1.1.2 9001 > /dev/null
captured

# The server ends its half; the client never does while the capture runs.
peer 9002 "
c.sendall(b'that is all\\n'); c.shutdown(socket.SHUT_WR); time.sleep(5)"
capture tcp-only-responder-closes tcp port 9002
on_client timeout 2 python3 -c "
import socket, time
c = socket.create_connection(('10.1.1.2', 9002)); c.sendall(b'hello\\n'); time.sleep(5)" &
captured 1

peer 9003 "
c.recv(100); $linger; c.close()"
capture tcp-reset-by-responder tcp port 9003
printf 'question\n' | on_client nc -w 3 10.1.1.2 9003 > /dev/null || true
captured

peer 9004 "
c.sendall(b'welcome\\n'); c.recv(100); time.sleep(3)"
capture tcp-reset-by-originator tcp port 9004
on_client python3 -c "
import socket, struct
c = socket.create_connection(('10.1.1.2', 9004)); c.recv(100); c.sendall(b'bye\\n')
$linger; c.close()"
captured

# Both send, both close; nothing but payload in one direction at a time.
peer 9005 "
c.sendall(b'220 ready\\n'); c.recv(100); c.sendall(b'221 closing\\n'); c.close()"
capture tcp-talk tcp port 9005
on_client python3 -c "
import socket
c = socket.create_connection(('10.1.1.2', 9005)); c.recv(100); c.sendall(b'QUIT\\n')
while c.recv(100): pass
c.close()"
captured

# No payload at all.
peer 9006 "
c.recv(100); c.close()"
capture tcp-empty tcp port 9006
on_client python3 -c "
import socket
socket.create_connection(('10.1.1.2', 9006)).close()"
captured

# A connection that is still open when the capture ends.
peer 9007 "
c.recv(100); time.sleep(4)"
capture tcp-still-open tcp port 9007
on_client timeout 2 python3 -c "
import socket, time
c = socket.create_connection(('10.1.1.2', 9007)); c.sendall(b'are you there?\\n'); time.sleep(5)" &
captured 0.6

# Bulk data, with the snap length that tools for statistics use: headers only.
background on_server iperf3 -s -1
wait_for_port t 5201
capture_options=(-s 96)
capture iperf3-snaplen96
on_client iperf3 -c 10.1.1.2 -n 400K > /dev/null
captured
capture_options=()

mkdir -p /run/sshd
ssh-keygen -q -t ed25519 -N '' -f "$work/host"
ssh-keygen -q -t ed25519 -N '' -f "$work/user"
cp "$work/user.pub" "$work/authorized"
cat > "$work/sshd.conf" <<CONF
ListenAddress 10.1.1.2
HostKey $work/host
AuthorizedKeysFile $work/authorized
PidFile none
UsePAM no
StrictModes no
PermitRootLogin yes
CONF
background on_server /usr/sbin/sshd -D -e -f "$work/sshd.conf"
wait_for_port t 22
capture ssh
on_client ssh -F none -i "$work/user" -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null \
  -o LogLevel=ERROR root@10.1.1.2 'seq 100' > /dev/null
captured
