"""Captures of very many tiny connections, to measure what one connection costs.

    flood.py <syn|fin|udp|tcp|live> <connections> <file> [port of the servers of syn and fin]

syn: one SYN, never answered; fin: handshake and FINs, no payload; udp: a request and a reply; tcp: handshake, 100 bytes each way, FINs.
live: connections that stay open, and 100,000 packets of 64 bytes that go round them, not in the order of their opening.
All addresses and ports differ, one connection starts every 20 microseconds.
"""

import math
import pathlib
import struct
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "traces" / "make"))
sys.dont_write_bytecode = True

from packets import ACK, FIN, PSH, START, SYN, Flow, ethernet, ipv4, udp  # noqa: E402


def connection(kind, number, start, service):
    client = f"10.{number // 2560000 + 1}.{number // 10000 % 256}.{number % 10000 // 100 + 1}"
    port = 20000 + number % 10000
    server = f"192.168.{number % 3}.{number % 200 + 1}"
    if kind == "udp":
        there, back = (client, server), (server, client)
        return [(start, ethernet(ipv4(udp(port, 4000, b"q" * 64, *there), *there, protocol=17))),
                (start + 5e-6, ethernet(ipv4(udp(4000, port, b"r" * 64, *back), *back, protocol=17)))]
    flow = Flow(port, service, start=start, source=client, target=server)
    if kind == "syn":
        return flow.client(SYN).packets
    flow.open()
    if kind != "fin":
        flow.ask(b"q" * 100, b"r" * 100)
    flow.client(FIN | ACK).server(FIN | ACK).client(ACK)
    return [(start + 2e-6 * place, packet[1]) for place, packet in enumerate(flow.packets)]


def live(count):
    """Packets with their times: `count` handshakes, then payload."""
    flows = []
    for number in range(count):
        client = f"10.{number // 2560000 + 1}.{number // 10000 % 256}.{number % 10000 // 100 + 1}"
        flow = Flow(20000 + number % 10000, 4000, start=START, source=client, target="192.168.0.1").open()
        flows.append(flow)
        for place, packet in enumerate(flow.packets):
            yield START + (3 * number + place) * 1e-5, packet[1]
        flow.packets.clear()
    step = next(step for step in range(7919, 7919 + count) if math.gcd(step, count) == 1)
    for number in range(100000):
        flow = flows[number * step % count]
        flow.client(PSH | ACK, b"p" * 64)
        yield START + (3 * count + number) * 1e-5, flow.packets.pop()[1]


def packets_of(kind, count, service):
    if kind == "live":
        yield from live(count)
        return
    for number in range(count):
        yield from connection(kind, number, START + number * 2e-5, service)


def main():
    kind, count, path = sys.argv[1], int(sys.argv[2]), sys.argv[3]
    service = int(sys.argv[4]) if len(sys.argv) > 4 else 4000
    with open(path, "wb") as out:
        out.write(struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 262144, 1))
        for time, data in packets_of(kind, count, service):
            micro = int(time * 1e6 + 0.5)
            out.write(struct.pack("<IIII", micro // 10**6, micro % 10**6, len(data), len(data)) + data)


if __name__ == "__main__":
    main()
