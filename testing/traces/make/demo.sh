#!/usr/bin/env bash
# A bit of everything in one capture, for the demonstration. Needs what http.sh, dns.sh, tcp.sh and
# icmp.sh need.
. "$(dirname "${BASH_SOURCE[0]}")/net.sh"
net_up

mkdir -p "$work/www" /run/sshd
printf 'Hello from the other end of the cable.\n' > "$work/www/index.html"
seq 300 > "$work/www/numbers.txt"
cat > "$work/nginx.conf" <<CONF
daemon off;
user root;
pid $work/nginx.pid;
error_log $work/error.log;
events { worker_connections 64; }
http {
  access_log off;
  client_body_temp_path $work/body;
  proxy_temp_path $work/proxy;
  fastcgi_temp_path $work/fastcgi;
  uwsgi_temp_path $work/uwsgi;
  scgi_temp_path $work/scgi;
  server { listen 80; listen [::]:80; root $work/www; }
}
CONF
ssh-keygen -q -t ed25519 -N '' -f "$work/host"
ssh-keygen -q -t ed25519 -N '' -f "$work/user"
cp "$work/user.pub" "$work/authorized"
printf '%s\n' "ListenAddress 10.1.1.2" "HostKey $work/host" "AuthorizedKeysFile $work/authorized" \
  "PidFile none" "UsePAM no" "StrictModes no" "PermitRootLogin yes" > "$work/sshd.conf"
background on_server nginx -p "$work" -c "$work/nginx.conf"
background on_server /usr/sbin/sshd -D -e -f "$work/sshd.conf"
background on_server dnsmasq --keep-in-foreground --conf-file=/dev/null --no-resolv --no-hosts --user=root \
  --pid-file="$work/dnsmasq.pid" --listen-address=10.1.1.2 --bind-interfaces --local=/example.test/ \
  --host-record=www.example.test,10.1.1.2,fd00:1::2 --log-facility=-
on_server nft -f - <<'RULES'
table inet silent {
  chain input {
    type filter hook input priority 0;
    tcp dport 82 drop;
  }
}
RULES
wait_for_port t 80
wait_for_port t 22
wait_for_port u 53

capture demo
on_client dig +tries=1 +time=1 +nocookie @10.1.1.2 www.example.test A > /dev/null
on_client curl -sS -o /dev/null --max-time 10 http://10.1.1.2/
on_client dig +tries=1 +time=1 +nocookie @10.1.1.2 www.example.test AAAA > /dev/null
on_client curl -sS -o /dev/null --max-time 10 "http://[fd00:1::2]/numbers.txt"
on_client ping -q -c 2 -i 0.2 10.1.1.2 > /dev/null
on_client nc -w 2 10.1.1.2 81 < /dev/null || true
on_client ssh -F none -i "$work/user" -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null \
  -o LogLevel=ERROR root@10.1.1.2 'seq 100' > /dev/null
on_client timeout 2 nc 10.1.1.2 82 < /dev/null || true
captured
