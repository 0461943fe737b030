#!/usr/bin/env bash
# TLS and DTLS between the client and the server of OpenSSL. Needs openssl.
# Certificates are made for these captures: a root, an authority that it vouches for, a server and a client.
. "$(dirname "${BASH_SOURCE[0]}")/net.sh"
net_up
cd "$work"

# issue <name> <subject> <issuer or empty> <extension...>
issue() {
  local name=$1 subject=$2 issuer=$3
  shift 3
  openssl req -new -newkey "${key:-rsa:2048}" -nodes -keyout "$name.key" -out "$name.csr" -subj "$subject" \
    -pkeyopt "${option:-rsa_keygen_bits:2048}" 2> /dev/null
  printf '%s\n' "$@" > "$name.ext"
  if [ -z "$issuer" ]; then
    openssl x509 -req -in "$name.csr" -signkey "$name.key" -days 20000 -extfile "$name.ext" -out "$name.pem" 2> /dev/null
  else
    openssl x509 -req -in "$name.csr" -CA "$issuer.pem" -CAkey "$issuer.key" -CAcreateserial -days 20000 \
      -extfile "$name.ext" -out "$name.pem" 2> /dev/null
  fi
}
issue root '/C=XX/O=Avocet Example/CN=Example Root' '' 'basicConstraints=critical,CA:TRUE' 'keyUsage=keyCertSign,cRLSign'
issue middle '/C=XX/O=Avocet Example/CN=Example Authority' root 'basicConstraints=critical,CA:TRUE,pathlen:0'
issue server '/C=XX/O=Avocet Example/CN=server.example.test' middle 'basicConstraints=CA:FALSE' \
  'subjectAltName=DNS:server.example.test,DNS:*.example.test,IP:10.1.1.2,URI:https://example.test/,email:post@example.test'
key=ec option=ec_paramgen_curve:P-256 issue client '/C=XX/O=Avocet Example/CN=A Client' middle 'basicConstraints=CA:FALSE'
cat middle.pem root.pem > chain.pem

# A reply of OCSP that says the server's certificate is good.
serial=$(openssl x509 -in server.pem -noout -serial | cut -d= -f2)
printf 'V\t491231235959Z\t\t%s\tunknown\t/CN=server.example.test\n' "$serial" > index.txt
openssl ocsp -index index.txt -CA middle.pem -rsigner middle.pem -rkey middle.key -issuer middle.pem \
  -cert server.pem -respout server.ocsp -ndays 9000 > /dev/null 2>&1

# serve <port> <argument...>: a server until stop.
serve() {
  local port=$1
  shift
  # Not by on_server: the id must be that of the server itself.
  ip netns exec "$server_ns" openssl s_server -accept "$port" -cert server.pem -key server.key -cert_chain chain.pem -quiet "$@" \
    > server.log 2>&1 < /dev/null &
  server=$!
  children+=("$server")
  sleep 0.6
}
stop() {
  kill "$server" 2> /dev/null || true
  wait "$server" 2> /dev/null || true
}
talk() {
  (printf 'GET / HTTP/1.0\r\n\r\n'; sleep 0.4) | on_client timeout 5 openssl s_client -connect "10.1.1.2:$1" "${@:2}" \
    > client.log 2>&1 || true
}

serve 443 -www -tls1_2 -alpn http/1.1 -status_file server.ocsp
capture tls12
talk 443 -servername server.example.test -alpn h2,http/1.1 -status
captured
stop

serve 4433 -www
capture tls13
talk 4433 -servername other.example.org
captured
stop

serve 443 -www -tls1_2
capture tls12-resumed
talk 443 -servername server.example.test -sess_out session.pem
talk 443 -servername server.example.test -sess_in session.pem
talk 443 -servername server.example.test
captured
stop

serve 443 -www -tls1_2 -cipher DHE-RSA-AES128-GCM-SHA256 -Verify 2 -CAfile root.pem
capture tls12-client-certificate
talk 443 -cert client.pem -key client.key
captured
stop

serve 443 -www -tls1_3
capture tls-alert
talk 443 -tls1_2
captured
stop

serve 443 -dtls1_2
capture dtls12
talk 443 -dtls1_2 -servername server.example.test
captured
stop
