#!/usr/bin/env bash
# MIT's clients and its key distribution centre. Needs krb5-kdc, krb5-admin-server, krb5-user.
. "$(dirname "${BASH_SOURCE[0]}")/net.sh"
net_up

realm=TESTERS.EXAMPLE
export KRB5_CONFIG="$work/krb5.conf" KRB5_KDC_PROFILE="$work/kdc.conf" KRB5CCNAME="FILE:$work/tickets"
cat > "$KRB5_CONFIG" <<CONF
[libdefaults]
  default_realm = $realm
  dns_lookup_kdc = false
  dns_lookup_realm = false
  rdns = false
  dns_canonicalize_hostname = false
  udp_preference_limit = 4096
[realms]
  $realm = {
    kdc = 10.1.1.2
  }
CONF
cat > "$KRB5_KDC_PROFILE" <<CONF
[kdcdefaults]
  kdc_listen = 10.1.1.2:88
  kdc_tcp_listen = 10.1.1.2:88
[realms]
  $realm = {
    database_name = $work/principal
    key_stash_file = $work/stash
    acl_file = $work/acl
    max_renewable_life = 7d
  }
[logging]
  kdc = FILE:$work/kdc.log
CONF
kdb5_util create -r $realm -s -P master > /dev/null 2>&1
for rule in 'addprinc -pw Blaubeere-7 ines' 'addprinc -requires_preauth -pw Himbeere-8 jan' 'addprinc -randkey http/web.example' \
  'modprinc +requires_preauth ines'; do
  kadmin.local -q "$rule" > /dev/null 2>&1
done
background on_server krb5kdc -n
wait_for_port u 88
ask() { printf '%s\n' "$1" | on_client kinit "${@:2}" > /dev/null 2>&1 || true; }

# A login, a ticket for a service, one for a service that there is not, a wrong password, an unknown user.
capture kerberos port 88
ask Blaubeere-7 ines
on_client kvno http/web.example > /dev/null 2>&1 || true
on_client kvno http/none.example > /dev/null 2>&1 || true
ask wrong ines
ask Himbeere-8 -f -r 2d jan
ask whatever nobody
captured

# The same over TCP.
sed -i 's/udp_preference_limit = .*/udp_preference_limit = 1/' "$KRB5_CONFIG"
capture kerberos-tcp port 88
ask Blaubeere-7 ines
on_client kvno http/web.example > /dev/null 2>&1 || true
captured
