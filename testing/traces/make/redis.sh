#!/usr/bin/env bash
# Redis' server and client. Needs redis.
. "$(dirname "${BASH_SOURCE[0]}")/net.sh"
net_up

for port in 6379 16379; do
  background on_server redis-server --port "$port" --bind 10.1.1.2 --save '' --appendonly no --dir "$work" \
    --requirepass Holunder-7
  wait_for_port t "$port"
done
redis() { on_client redis-cli -h 10.1.1.2 --no-auth-warning "$@" > /dev/null 2>&1 || true; }
as_user() { redis -a Holunder-7 "$@"; }

# A wrong password, none; keys of each kind, in both versions of the protocol; a transaction, a pipeline;
# channels, and what others do; another port.
capture redis tcp port 6379 or 16379
redis -a wrong GET berry
redis GET berry
as_user SET berry 'elder and more' EX 60 GET
as_user GET berry
as_user GET missing
as_user INCR berry
as_user RPUSH list one two three
as_user LRANGE list 0 -1
as_user HSET hash name elder amount 7
as_user -3 HGETALL hash
as_user -3 SADD set a
as_user -3 SMEMBERS set
as_user -3 GET missing
on_client bash -c 'exec 3<> /dev/tcp/10.1.1.2/6379
  printf "AUTH Holunder-7\r\nMULTI\r\nSET a 1\r\nINCR a\r\nEXEC\r\nNOSUCH\r\n" >&3; sleep 0.3'
printf 'SET p 1\r\nINCR p\r\n' | as_user --pipe
as_user MONITOR &
monitor=$!
as_user SUBSCRIBE news &
subscriber=$!
as_user -3 PSUBSCRIBE 'n*' &
subscriber3=$!
sleep 0.5
as_user PUBLISH news hello
sleep 0.3
kill "$monitor" "$subscriber" "$subscriber3"
as_user -p 16379 SET other port
# A replica is sent everything.
background on_client redis-server --port 6380 --bind 10.1.1.1 --save '' --dir "$work" --masterauth Holunder-7 \
  --replicaof 10.1.1.2 6379 --dbfilename replica.rdb
sleep 2
as_user SET berry sloe
captured
