#!/usr/bin/env python3
"""A capture for scripts that watch many connections: scans, an implant that calls home, honest clients.

Writes the same bytes every time. Needs nothing but Python.
"""

from packets import ACK, PSH, RST, START, SYN, Flow, ethernet, icmp, ipv4, udp, write


def refused(source, target, port, sport, start):
    return Flow(sport=sport, dport=port, source=source, target=target, start=start).client(SYN).server(
        RST | ACK).packets


def unanswered(source, target, port, sport, start):
    return Flow(sport=sport, dport=port, source=source, target=target, start=start).client(SYN).packets


def answered(source, target, port, sport, start, asked=b"hello", said=b"world"):
    flow = Flow(sport=sport, dport=port, source=source, target=target, start=start).open()
    return flow.client(PSH | ACK, asked).server(PSH | ACK, said).client().close().packets


def way_to(target):
    """Datagrams that may pass one router more each time, and what the routers say; `target` answers the last."""
    source, packets = "10.2.0.1", []
    for hops in range(1, 6):
        asked = ipv4(udp(50000, 33433 + hops, b"@" * 32, source, target), source, target, protocol=17, ttl=hops)
        router = target if hops == 5 else f"10.2.{hops}.254"
        said = icmp(3 if hops == 5 else 11, 3 if hops == 5 else 0, bytes(4) + asked[:28])
        packets.append((START + hops, ethernet(asked)))
        packets.append((START + hops + 0.01, ethernet(ipv4(said, router, source, protocol=1))))
    return packets


def main():
    write("traceroute", way_to("10.2.9.9"))
    packets = []
    for n in range(1, 31):
        packets += refused("10.9.9.9", f"10.2.0.{n}", 23, 30000 + n, START + 2 * n)
    for n in range(1, 21):
        packets += unanswered("10.9.9.8", "10.2.0.2", n, 31000 + n, START + n)
    for n in range(12):
        packets += answered("10.2.0.7", "10.7.7.7", 443, 32000 + n, START + 30 * n, b"any news?", b"none")
    for n in range(8):
        packets += answered(f"10.2.0.{10 + n}", "10.2.0.3", 80, 33000 + n, START + 7 * n * n, b"x" * 100 * n, b"y" * 700)
    write("scans", sorted(packets, key=lambda packet: packet[0]))


if __name__ == "__main__":
    main()
