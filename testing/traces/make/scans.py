#!/usr/bin/env python3
"""A capture for scripts that watch many connections: scans, an implant that calls home, honest clients.

Writes the same bytes every time. Needs nothing but Python.
"""

from packets import ACK, PSH, RST, SYN, Flow, START, write


def refused(source, target, port, sport, start):
    return Flow(sport=sport, dport=port, source=source, target=target, start=start).client(SYN).server(
        RST | ACK).packets


def unanswered(source, target, port, sport, start):
    return Flow(sport=sport, dport=port, source=source, target=target, start=start).client(SYN).packets


def answered(source, target, port, sport, start, asked=b"hello", said=b"world"):
    flow = Flow(sport=sport, dport=port, source=source, target=target, start=start).open()
    return flow.client(PSH | ACK, asked).server(PSH | ACK, said).client().close().packets


def main():
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
