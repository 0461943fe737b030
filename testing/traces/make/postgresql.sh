#!/usr/bin/env bash
# PostgreSQL's client and server. Needs postgresql, postgresql-client, openssl.
. "$(dirname "${BASH_SOURCE[0]}")/net.sh"
net_up

programs=$(dirname "$(ls /usr/lib/postgresql/*/bin/initdb | tail -1)")
chmod 755 "$work"
mkdir "$work/data"
openssl req -x509 -newkey rsa:2048 -nodes -days 3650 -subj /CN=base.testers.example \
  -keyout "$work/data.key" -out "$work/data.crt" 2> /dev/null
chown -R postgres "$work/data" "$work/data.key" "$work/data.crt"
chmod 600 "$work/data.key"
echo Heidelbeere-4 > "$work/password"
as_postgres() { on_server setpriv --reuid postgres --clear-groups "$@"; }
as_postgres "$programs/initdb" -D "$work/data" -U ines -A scram-sha-256 --pwfile "$work/password" > "$work/initdb.log"
echo "host all all 10.1.1.0/24 scram-sha-256" >> "$work/data/pg_hba.conf"
cat >> "$work/data/postgresql.conf" <<CONF
listen_addresses = '10.1.1.2'
unix_socket_directories = '$work/data'
ssl = on
ssl_cert_file = '$work/data.crt'
ssl_key_file = '$work/data.key'
CONF
background as_postgres "$programs/postgres" -D "$work/data"
wait_for_port t 5432
sleep 1
ask() { on_client env PGSSLMODE="$1" PGPASSWORD="$2" psql -h 10.1.1.2 -U ines -d postgres "${@:3}" > /dev/null 2>&1 || true; }

# Queries and their results, a notice, an error; a wrong password.
capture postgresql port 5432
ask disable Heidelbeere-4 -c 'DROP TABLE IF EXISTS berries' -c 'CREATE TABLE berries (name text, amount int)' \
  -c "INSERT INTO berries VALUES ('blue', 7), ('black', 5)" -c 'SELECT * FROM berries' -c 'SELECT nothing'
ask disable wrong -c 'SELECT 1'
captured

# Over TLS.
capture postgresql-tls port 5432
ask require Heidelbeere-4 -c 'SELECT 1'
captured
