#!/usr/bin/env python3
"""Packets whose headers lie, end too early, repeat or contradict themselves, layer by layer.

Each packet of a capture has a host or port of its own where it has any, so that tests can tell them
apart. Writes the same bytes every time. Needs nothing but Python.
"""

import struct

from packets import (ACK, CLIENT6, CWR, ECE, FIN, PSH, RST, SERVER, SERVER6, START, SYN, Flow, checksum, ethernet,
                     icmp, ipv4, ipv6, packed, pseudo, tcp, udp, write)


def spaced(packets, step=0.01):
    return [(START + number * step, *(packet if isinstance(packet, tuple) else (packet,)))
            for number, packet in enumerate(packets)]


def inner(port, size=8):
    return ipv4(udp(port, 9, b"x" * size), protocol=17)


def tag(kind, number):
    return struct.pack("!HH", kind, number)


def links():
    macs = bytes([2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1])
    snap = b"\xaa\xaa\x03\0\0\0\x08\x00"
    pppoe = b"\x11\0\0\x07"
    deep = ethernet(inner(1))
    for _ in range(20):
        deep = macs + b"\x88\xe7" + b"\0\0\0\x01" + deep
    stacked = b"".join(tag(0x8100, number) for number in (5, 6, 7))
    packets = [
        macs,
        macs + b"\x05\xf0" + b"\0" * 50,
        macs + struct.pack("!H", len(snap) + len(inner(2))) + snap + inner(2) + b"\0" * 9,
        macs + struct.pack("!H", len(snap) + len(inner(3)) + 200) + snap + inner(3),
        macs + b"\0\x04" + snap + inner(4),
        macs + b"\x81\0\0",
        macs + stacked + b"\x08\0" + inner(5),
        macs + b"\x88\x64" + pppoe + struct.pack("!H", len(inner(6)) + 2) + b"\0\x21" + inner(6) + b"\0" * 6,
        macs + b"\x88\x64" + pppoe + struct.pack("!H", len(inner(7)) + 80) + b"\0\x21" + inner(7),
        macs + b"\x88\x47\0\0\0\x40\0\0\x10\x40",
        macs + b"\x89\x03\0\x41" + macs,
        deep,
    ]
    write("hostile-links", spaced(packets))


def ipv4_headers():
    short = ipv4(udp(1, 9, b"x" * 8), protocol=17)
    no_options = bytes([0x44]) + short[1:]
    long_options = bytes([0x4f]) + short[1:]
    options = [b"\x07\x07\x04" + b"\0" * 5, b"\x07\0\x04\0", b"\x83\x0b\x04" + packed("10.9.9.9") + packed(SERVER) + b"\0",
               b"\x94\x04\0\0"]
    packets = [
        ethernet(no_options),
        ethernet(long_options),
        ethernet(b"\x55" + short[1:]),
        ethernet(ipv4(udp(2, 9, b"x" * 8), protocol=17, total=200)),
        ethernet(ipv4(udp(3, 9, b"x" * 8), protocol=17, total=30)),
        ethernet(ipv4(udp(4, 9, b"x" * 8), protocol=17, total=24)),
        ethernet(ipv4(udp(5, 9, b"x" * 8, length=30), protocol=17)),
        ethernet(ipv4(udp(6, 9, b"x" * 8, length=4), protocol=17)),
        ethernet(ipv4(b"", protocol=17)),
        ethernet(ipv4(b"\0" * 5, protocol=6)),
        ethernet(ipv4(b"\x08\0\0\0\0", protocol=1)),
        ethernet(ipv4(b"", protocol=59)),
    ]
    packets += [ethernet(ipv4(udp(10 + number, 9, b"x" * 8), protocol=17, options=option))
                for number, option in enumerate(options)]
    write("hostile-ipv4", spaced(packets))


def ipv6_headers():
    def carrying(port):
        return udp(port, 9, b"x" * 8, CLIENT6, SERVER6)

    def routing(kind, left, addresses, units=None, following=17):
        body = b"".join(packed(address) for address in addresses)
        units = len(body) // 8 if units is None else units
        return struct.pack("!BBBBI", following, units, kind, left, 0) + body

    def behind(headers, first, port=9):
        return ethernet(ipv6(headers + carrying(port), protocol=first))

    alert = struct.pack("!BBBBHBB", 17, 0, 5, 2, 0, 1, 0)
    authentication = struct.pack("!BBHII", 17, 4, 0, 1, 1) + b"\0" * 12
    mobility = struct.pack("!BBBBHHI", 17, 1, 9, 0, 0, 0, 0) + b"\0" * 4
    found = checksum(pseudo(CLIENT6, SERVER6, 135, len(mobility)) + mobility)
    mobility = mobility[:4] + struct.pack("!H", found) + mobility[6:]
    atomic = struct.pack("!BBHI", 17, 0, 0, 77)
    chain = b"".join(struct.pack("!BBBBHBB", 60, 0, 1, 2, 0, 1, 0) for _ in range(8))
    chain += struct.pack("!BBBBHBB", 17, 0, 1, 2, 0, 1, 0)
    other = "fd00:2::9"
    packets = [
        behind(routing(0, 1, [other]), 43, 1),
        behind(routing(0, 1, [], 1) + b"\0" * 8, 43, 2),
        behind(routing(0, 1, [other], following=43) + routing(0, 1, [other]), 43, 3),
        behind(routing(2, 1, [other, other]), 43, 4),
        behind(routing(4, 1, [other]), 43, 5),
        behind(alert, 0, 6),
        behind(authentication, 51, 7),
        behind(chain, 60, 8),
        behind(atomic, 44, 9),
        ethernet(ipv6(b"\0" * 8, protocol=59)),
        ethernet(ipv6(mobility, protocol=135)),
        ethernet(ipv6(struct.pack("!II", 1, 2) + b"secret" * 4, protocol=50)),
        ethernet(ipv6(b"\x11\x05", protocol=60)),
        ethernet(ipv6(carrying(10), protocol=17, length=4)),
        ethernet(ipv6(carrying(11), protocol=17, length=400)),
        ethernet(ipv6(carrying(12), protocol=17, length=0)),
    ]
    write("hostile-ipv6", spaced(packets))


def archives():
    """Archives whose members never end, until all of it has waited too long at once."""
    member = struct.pack("<IHHHHHIIIHH", 0x04034b50, 20, 0, 0, 0, 0x21, 0, 9000, 9000, 1, 0) + b"a" + b"Z" * 5000
    packets = []
    for number in range(4):
        flow = Flow(sport=41000 + number, start=START + number * 0.01).open()
        head = b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\nContent-Type: application/zip\r\n\r\n"
        flow.ask(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n", head + member[:1000])
        for at in range(1000, len(member), 1000):
            flow.server(PSH | ACK, member[at:at + 1000])
        packets += flow.packets
    for later in (200, 201):
        packets.append((START + later, ethernet(ipv4(udp(5000, 6000, b"late"), protocol=17))))
    write("files-unfinished-archives", packets)


def fragments():
    """Each datagram has an ident and a source of its own."""
    packets = []

    def piece(ident, offset, data, more=True, protocol=17, **kept):
        packets.append(ethernet(ipv4(data, f"10.2.1.{ident}", SERVER, protocol, ident, kept.get("flags", 1 if more else 0),
                                     offset, options=kept.get("options", b""))))

    whole = udp(7, 9, b"y" * 192, "10.2.1.1", SERVER)
    piece(1, 0, whole[:104])
    piece(1, 104, whole[104:], False, protocol=6)
    piece(2, 0, whole[:104], options=b"\x01" * 4)
    piece(2, 104, whole[104:], False)
    piece(3, 104, whole[104:], False)
    piece(3, 104, whole[104:] + b"z" * 8, False)
    piece(3, 0, whole[:104])
    piece(4, 0, whole[:24], flags=3)
    piece(4, 16, whole[16:104])
    piece(4, 104, whole[104:], False)
    piece(5, 0, whole[:101])
    piece(5, 104, whole[104:], False)
    piece(6, 65528, b"z" * 64, False)
    piece(7, 0, b"", False, flags=1)
    first = ethernet(ipv4(tcp(8, 9, 1, 0, SYN, b"", source="10.2.1.8"), "10.2.1.8", SERVER, 6, 8, 1))
    packets.append((first[:54], len(first) + 600))
    cut = ethernet(ipv4(udp(9, 9, b"q" * 400, "10.2.1.9", SERVER), "10.2.1.9", SERVER, 17, 9, 1))
    packets.append((cut[:80], len(cut)))
    cut = ethernet(ipv4(b"q" * 400, "10.2.1.9", SERVER, 17, 9, 0, 408))
    packets.append((cut[:80], len(cut)))
    write("hostile-fragments", spaced(packets))


def tunnels():
    def gre(flags, kind, rest=b"", host=1):
        return ethernet(ipv4(struct.pack("!HH", flags, kind) + rest, f"10.8.1.{host}", SERVER, protocol=47))

    packets = [
        gre(0, 0x0800, inner(1), 1),
        gre(3, 0x0800, inner(2), 2),
        gre(0x4000, 0x0800, inner(3), 3),
        gre(0, 0x1234, inner(4), 4),
        gre(0x0040, 0x0800, inner(5), 5),
        gre(0x2000, 0x0800, b"", 6),
        gre(0x3001, 0x0800, b"\0" * 8 + inner(7), 7),
        gre(0x3001, 0x880b, b"\0" * 8 + b"\xff\x03\xc0\x21" + b"\x01\x01\0\x04", 8),
        gre(0x3001, 0x880b, b"\0" * 8 + b"\xff\x03\0\x21" + inner(9), 9),
        gre(0, 0x86dd, inner(10), 10),
        gre(0xb000, 0x0800, b"\0" * 12 + inner(11), 11),
        ethernet(ipv4(b"\x60", "10.8.1.12", SERVER, protocol=41)),
        ethernet(ipv4(b"", "10.8.1.13", SERVER, protocol=4)),
    ]
    write("tunnel-hostile", spaced(packets))


def segments():
    """TCP connections, one a port."""
    packets = []

    def flow(port, **more):
        made = Flow(sport=50000 + port, start=START + port * 10, **more)
        packets.append(made)
        return made

    flow(1).open().client(RST | ACK, b"leaving").server(ACK)
    flow(2).open().client(PSH | ACK, b"one").server(ACK, window=60000).server(ACK, window=100).close()
    scale = b"\x03\x03\x07\0"
    flow(3).client(SYN, options=scale).server(SYN | ACK, options=scale).client(ACK, window=500) \
        .server(PSH | ACK, b"a" * 100).client(ACK, window=499).client(ACK, window=100).close()
    flow(4).client(PSH | ACK, b"middle").client(PSH | ACK, b"before", seq=900).server(ACK, ack=800).server(ACK)
    flow(5).client(PSH | ACK, b"middle").server(FIN | ACK).client(FIN | ACK).server(ACK)
    flow(6).open().client(PSH | ACK, b"hello").server(ACK, ack=900000).server(PSH | ACK, b"answer").close()
    odd = b"\x02\x03\x01" + b"\x08\x04\0\0" + b"\x03\x04\x01\x01" + b"\x05\x05\0\0\0" + b"\x04\x03\0" + b"\0"
    flow(7).client(SYN, options=odd).server(SYN | ACK, options=b"\x02\0\0\0").client(ACK, options=b"\xfd\x20").close()
    flow(8).client(SYN | ECE | CWR).server(SYN | ACK | ECE).client(ACK).client(PSH | ACK | CWR, b"x").server().close()
    again = flow(9).client(SYN, advance=False).wait(1)
    again.client(SYN, seq=7000).server(SYN | ACK, ack=7001)
    reused = flow(10).open().ask().close()
    reused.wait(0.5)
    reused.seq = {True: 50000, False: 60000}
    reused.open().ask().close()
    live = flow(11).open().ask()
    live.seq[True] = 70000
    live.client(SYN).server(ACK).client(RST)
    flow(12).open().client(FIN | ACK).server(FIN | ACK).client(ACK).client(FIN | ACK, seq=1001).server(RST | ACK) \
        .client(PSH | ACK, b"late")
    flow(13, seq=0xFFFFFFFF - 4, ack=0xFFFFFFFF).open().client(PSH | ACK, b"wraps").server(PSH | ACK, b"too").client() \
        .close()
    flow(14).server(SYN | ACK, ack=1001).client(RST, seq=1001)
    flow(15).client(SYN).server(RST | ACK, ack=1001).client(SYN, seq=1000).server(RST | ACK, ack=1001)
    write("hostile-segments", sorted((packet for made in packets for packet in made.packets), key=lambda p: p[0]))


def errors():
    """ICMP errors that quote packets, whole and not."""
    def quoting(data, kind=3, code=3, rest=b"\0" * 4):
        return ethernet(ipv4(icmp(kind, code, rest + data), SERVER, "10.2.0.1", protocol=1, ttl=9))

    asked = ipv4(udp(5000, 53, b"question"), protocol=17)
    segment = ipv4(tcp(5001, 80, 5, 0, SYN))
    lying = bytes([0x4f]) + asked[1:]
    later = ipv4(b"z" * 16, offset=64, flags=1, protocol=17)
    packets = [quoting(asked), quoting(segment, 11, 0), quoting(segment[:28], 11, 0), quoting(asked[:24]), quoting(asked[:12]),
               quoting(b""), quoting(lying), quoting(later, 11, 1), quoting(b"\0" * 40), quoting(asked, 5, 1, packed("10.2.0.9")),
               quoting(asked, 12, 0), quoting(ipv4(icmp(8, 0, b"\0\1\0\2"), protocol=1))]
    write("hostile-icmp", spaced(packets))


links()
ipv4_headers()
ipv6_headers()
fragments()
archives()
tunnels()
segments()
errors()
