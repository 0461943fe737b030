#!/usr/bin/env bash
# HTTP between curl and nginx. Needs nginx-light and curl.
. "$(dirname "${BASH_SOURCE[0]}")/net.sh"
net_up

mkdir -p "$work/www" "$work/log"
printf 'Hello from the other end of the cable.\n' > "$work/www/index.html"
seq 2000 > "$work/www/numbers.txt"
head -c 400000 /dev/zero | tr '\0' x > "$work/www/large.bin"
cat > "$work/nginx.conf" <<CONF
daemon off;
user root;
pid $work/nginx.pid;
error_log $work/log/error.log;
events { worker_connections 64; }
http {
  access_log off;
  types { text/html html; text/plain txt; application/octet-stream bin; }
  gzip_types text/plain;
  client_body_temp_path $work/body;
  proxy_temp_path $work/proxy;
  fastcgi_temp_path $work/fastcgi;
  uwsgi_temp_path $work/uwsgi;
  scgi_temp_path $work/scgi;
  server {
    listen 80;
    listen [::]:80;
    root $work/www;
    location /zipped/ { alias $work/www/; gzip on; }
    location /upload { return 204; }
  }
}
CONF
background on_server nginx -p "$work" -c "$work/nginx.conf"
wait_for_port t 80
get() { on_client curl -sS -o /dev/null --max-time 10 "$@"; }

capture http-get
get http://10.1.1.2/
captured

capture http-get-ipv6
get "http://[fd00:1::2]/"
captured

# Compressed while it is sent, so nginx does not know the length beforehand.
capture http-chunked
get -H 'Accept-Encoding: gzip' http://10.1.1.2/zipped/numbers.txt
captured

capture http-persistent
get http://10.1.1.2/ -o /dev/null http://10.1.1.2/numbers.txt -o /dev/null http://10.1.1.2/missing
captured

capture http-post
seq 500 > "$work/form.txt"
get --data-binary "@$work/form.txt" http://10.1.1.2/upload
captured

# The reader dies with data unread: its kernel resets the connection.
capture_options=(-s 96)
capture http-reset
on_client curl -sS -o /dev/null --limit-rate 1k --max-time 20 http://10.1.1.2/large.bin &
reader=$!
sleep 0.7
ip netns pids "$client_ns" | while read -r pid; do
  [ "$(cat "/proc/$pid/comm")" = curl ] && kill -9 "$pid"
done || true
wait "$reader" 2> /dev/null || true
captured
