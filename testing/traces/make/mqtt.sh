#!/usr/bin/env bash
# Mosquitto's broker and clients, versions 3.1, 3.1.1 and 5. Needs mosquitto and mosquitto-clients.
. "$(dirname "${BASH_SOURCE[0]}")/net.sh"
net_up

printf 'listener 1883 10.1.1.2\nallow_anonymous true\n' > "$work/open.conf"
printf 'listener 1884 10.1.1.2\nallow_anonymous false\n' > "$work/closed.conf"
background on_server mosquitto -c "$work/open.conf"
background on_server mosquitto -c "$work/closed.conf"
wait_for_port t 1883
wait_for_port t 1884

to=(-h 10.1.1.2)
say() { on_client mosquitto_pub "${to[@]}" "$@"; }
# hear <topic> <how many> [argument...]: in the background, until so many messages came.
hear() {
  local topic=$1 count=$2
  shift 2
  on_client mosquitto_sub "${to[@]}" -t "$topic" -C "$count" -W 5 "$@" > /dev/null &
  sleep 0.3
}

capture mqtt
say -V mqttv31 -i old -t hall/light -m on -r
hear 'hall/+' 4 -i ear -q 2 -U cellar/light
say -i newer -t hall/light -m off -q 1
say -i newest -V mqttv5 -t hall/door -m open -q 2 -D publish user-property key value
say -i heir -t hall/heat -m 21 --will-topic hall/gone --will-payload bye --will-qos 1 -u ann -P secret
wait $!
hear 'hall/#' 2 -i ear5 -V mqttv5 -q 1
say -i long -t hall/page -m "$(printf 'words %.0s' $(seq 40))"
wait $!
say -p 1884 -i stranger -t hall/light -m on -d || true
captured
