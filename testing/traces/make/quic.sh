#!/usr/bin/env bash
# HTTP/3 over QUIC between the client and the server of ngtcp2. Needs ngtcp2-client, ngtcp2-server and openssl.
. "$(dirname "${BASH_SOURCE[0]}")/net.sh"
net_up
cd "$work"
openssl req -x509 -newkey rsa:2048 -nodes -keyout server.key -out server.pem -days 20000 -subj /CN=server.example.test 2> /dev/null
mkdir htdocs && echo hello > htdocs/index.html

# fetch <capture> <client argument...>, against a server with the arguments in $server_arguments.
fetch() {
  local name=$1
  shift
  # shellcheck disable=SC2086
  ip netns exec "$server_ns" gtlsserver -q -d htdocs ${server_arguments:-} 10.1.1.2 "${port:-443}" server.key server.pem \
    > server.log 2>&1 < /dev/null &
  local server=$!
  children+=("$server")
  sleep 0.6
  capture "$name"
  on_client timeout 10 gtlsclient -q --no-pmtud --sni=server.example.test --exit-on-all-streams-close "$@" 10.1.1.2 "${port:-443}" \
    "https://server.example.test:${port:-443}/index.html" > client.log 2>&1 || cat client.log server.log >&2
  captured
  kill "$server" 2> /dev/null || true
  wait "$server" 2> /dev/null || true
}

fetch quic-v1
server_arguments=-V fetch quic-retry
fetch quic-negotiation --version=0x1a2a3a4a
