#!/usr/bin/env bash
# Echo requests and answers, small, large and unanswered. Needs iputils-ping.
. "$(dirname "${BASH_SOURCE[0]}")/net.sh"
net_up

capture ping
on_client ping -q -c 3 -i 0.3 10.1.1.2 > /dev/null
captured

capture ping-ipv6
on_client ping -q -c 3 -i 0.3 fd00:1::2 > /dev/null
captured

# 4,000 bytes do not fit the cable: three fragments each way.
capture ping-fragmented
on_client ping -q -c 2 -i 0.3 -s 4000 10.1.1.2 > /dev/null
captured

capture ping-fragmented-ipv6
on_client ping -q -c 2 -i 0.3 -s 4000 fd00:1::2 > /dev/null
captured

on_server sysctl -qw net.ipv4.icmp_echo_ignore_all=1
capture ping-unanswered
on_client ping -q -c 2 -i 0.3 -W 1 10.1.1.2 > /dev/null || true
captured
