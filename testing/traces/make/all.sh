#!/usr/bin/env bash
# Makes every capture again. Real programs choose new ports and sequence numbers, so baselines that
# show those change with them; generate.py and derive.py alone write the same bytes again.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
for script in links http dns tls quic icmp tcp smb krb rdp socks ldap postgresql redis demo; do
  echo "== $script"
  ./$script.sh
done
./mqtt.sh
./derive.py
./layers.py
./dns_messages.py
./http_messages.py
./tls_records.py
./generate.py
./verdicts.py
./scans.py
./remote.py
./conversations.py
./services.py
./hasty.py
./machines.py
./hostile.py
./rare.py
