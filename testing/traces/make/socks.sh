#!/usr/bin/env bash
# curl through Dante to a web server of Python. Needs dante-server, curl, python3.
. "$(dirname "${BASH_SOURCE[0]}")/net.sh"
net_up

mkdir "$work/www"
echo "A page." > "$work/www/page.txt"
background on_server python3 -m http.server -b 10.1.1.2 -d "$work/www" 80
cat > "$work/danted.conf" <<CONF
logoutput: $work/danted.log
internal: 10.1.1.2 port = 1080
external: 10.1.1.2
socksmethod: none
clientmethod: none
user.privileged: root
user.unprivileged: nobody
client pass { from: 0.0.0.0/0 to: 0.0.0.0/0 }
socks block { from: 0.0.0.0/0 to: 0.0.0.0/0 port = 81 }
socks pass { from: 0.0.0.0/0 to: 0.0.0.0/0 }
CONF
background on_server danted -f "$work/danted.conf"
wait_for_port t 80
wait_for_port t 1080
get() { on_client curl -s -o /dev/null "$@" || true; }

# Versions 4 and 5, by address and by name; a port that is not allowed, and one where nobody listens.
capture socks port 1080
get --socks4 10.1.1.2 http://10.1.1.2/page.txt
get --socks4a 10.1.1.2 http://localhost.example/page.txt
get --socks5 10.1.1.2 http://10.1.1.2/page.txt
get --socks5-hostname 10.1.1.2 http://10.1.1.2.nip.example/page.txt
get --socks5 10.1.1.2 http://10.1.1.2:81/
get --socks5 10.1.1.2 http://10.1.1.2:82/
captured
