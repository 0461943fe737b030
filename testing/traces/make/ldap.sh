#!/usr/bin/env bash
# OpenLDAP's clients and server. Needs slapd, ldap-utils, openssl.
. "$(dirname "${BASH_SOURCE[0]}")/net.sh"
net_up

mkdir "$work/data" "$work/config"
openssl req -x509 -newkey rsa:2048 -nodes -days 3650 -subj /CN=directory.testers.example \
  -keyout "$work/key.pem" -out "$work/cert.pem" 2> /dev/null
cat > "$work/slapd.conf" <<CONF
include /etc/ldap/schema/core.schema
include /etc/ldap/schema/cosine.schema
include /etc/ldap/schema/inetorgperson.schema
pidfile $work/slapd.pid
modulepath /usr/lib/ldap
moduleload back_mdb
TLSCertificateFile $work/cert.pem
TLSCertificateKeyFile $work/key.pem
database mdb
suffix "dc=testers,dc=example"
rootdn "cn=admin,dc=testers,dc=example"
rootpw Erdbeere-3
directory $work/data
CONF
background on_server slapd -d 0 -f "$work/slapd.conf" -h ldap://10.1.1.2/
wait_for_port t 389

ask() { on_client "$1" -H ldap://10.1.1.2 "${@:2}" > /dev/null 2>&1 || true; }
admin=(-x -D cn=admin,dc=testers,dc=example -w Erdbeere-3)
cat > "$work/entries.ldif" <<LDIF
dn: dc=testers,dc=example
objectClass: dcObject
objectClass: organization
dc: testers
o: Testers

dn: uid=ines,dc=testers,dc=example
objectClass: inetOrgPerson
uid: ines
cn: Ines
sn: Ines
mail: ines@testers.example
LDIF
cat > "$work/changes.ldif" <<LDIF
dn: uid=ines,dc=testers,dc=example
changetype: modify
replace: mail
mail: ines@example.org
mail: i@example.org
-
add: title
title: Tester
LDIF

# Logins that go well and badly, entries added, changed, compared, renamed and deleted, searches, who one is.
capture ldap port 389
ask ldapadd "${admin[@]}" -f "$work/entries.ldif"
ask ldapmodify "${admin[@]}" -f "$work/changes.ldif"
ask ldapsearch -x -b dc=testers,dc=example '(&(objectClass=inetOrgPerson)(|(mail=*@example.org)(!(uid=jan))(cn~=x)))' mail cn
ask ldapsearch -x -s one -b dc=nobody,dc=example
ask ldapcompare "${admin[@]}" uid=ines,dc=testers,dc=example title:Boss
ask ldapmodrdn "${admin[@]}" -r uid=ines,dc=testers,dc=example uid=inge
ask ldapdelete "${admin[@]}" uid=inge,dc=testers,dc=example
ask ldapwhoami "${admin[@]}"
ask ldapwhoami -x -D cn=admin,dc=testers,dc=example -w wrong
captured

# A client that goes on over TLS.
capture ldap-tls port 389
LDAPTLS_REQCERT=never ask ldapsearch -x -ZZ -s base -b dc=testers,dc=example
captured
