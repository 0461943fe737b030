#!/usr/bin/env bash
# Samba's clients and its server. Needs samba, smbclient (with rpcclient).
. "$(dirname "${BASH_SOURCE[0]}")/net.sh"
net_up

user=ines password=Blaubeere-7
mkdir -p "$work"/{share,private,lock,state,cache,ncalrpc,log}
chmod 777 "$work/share"
seq 400 > "$work/share/numbers.txt"
cat > "$work/smb.conf" <<CONF
[global]
  workgroup = TESTERS
  netbios name = STOREHOUSE
  security = user
  map to guest = never
  server min protocol = NT1
  ntlm auth = ntlmv1-permitted
  interfaces = 10.1.1.2/24
  bind interfaces only = yes
  smb ports = 445
  disable netbios = yes
  log file = $work/log/smbd.log
  private dir = $work/private
  passdb backend = tdbsam:$work/private/passdb.tdb
  lock directory = $work/lock
  pid directory = $work/lock
  state directory = $work/state
  cache directory = $work/cache
  ncalrpc dir = $work/ncalrpc
  load printers = no
  disable spoolss = yes
[drawer]
  path = $work/share
  read only = no
  force user = root
CONF
chmod 755 "$work"
id "$user" > /dev/null 2>&1 || useradd -M -s /usr/sbin/nologin "$user"
printf '%s\n%s\n' "$password" "$password" | smbpasswd -c "$work/smb.conf" -a -s "$user" > /dev/null
background on_server smbd --foreground --no-process-group -s "$work/smb.conf"
wait_for_port t 445

client() {
  local version=$1
  shift
  on_client timeout 20 smbclient -s "$work/smb.conf" -m "$version" "${client_options[@]}" -U "$user%$password" \
    //10.1.1.2/drawer "$@" > /dev/null 2>&1 || true
}
client_options=(--option=clientusespnego=yes "--option=client min protocol=NT1")

seq 300 > "$work/up.txt"
work_on_files="get numbers.txt $work/down.txt; put $work/up.txt up.txt; rename up.txt renamed.txt; mkdir box; del renamed.txt; rmdir box; ls missing"

# A login, files that are read, written, renamed and deleted; SMB 2.1.
capture smb2 tcp port 445
client SMB2_10 -c "$work_on_files"
captured

# The same over SMB 3.1.1.
capture smb311 tcp port 445
client SMB3_11 -c "get numbers.txt $work/down.txt"
captured

# Everything behind the login is encrypted.
capture smb3-encrypted tcp port 445
client_options+=(--client-protection=encrypt)
client SMB3_11 -c "ls"
unset 'client_options[-1]'
captured

# A wrong password.
capture smb2-refused tcp port 445
right=$password password=wrong
client SMB2_10 -c ls
password=$right
captured

capture smb1 tcp port 445
client NT1 -c "$work_on_files"
captured

# Without SPNEGO: the answer to a challenge of the server.
capture smb1-plain tcp port 445
client_options=(--option=clientusespnego=no "--option=client min protocol=NT1" "--option=client ntlmv2 auth=no")
client NT1 -c "get numbers.txt $work/down.txt"
captured

# Calls over pipes.
for version in SMB2_10 NT1; do
  case $version in SMB2_10) name=smb2-rpc ;; NT1) name=smb1-rpc ;; esac
  capture $name tcp port 445
  on_client timeout 20 rpcclient -s "$work/smb.conf" -m "$version" "--option=client min protocol=NT1" -U "$user%$password" \
    10.1.1.2 -c 'srvinfo; netshareenumall; lookupnames ines' > /dev/null 2>&1 || true
  captured
done
userdel "$user" 2> /dev/null || true
