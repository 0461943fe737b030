#!/usr/bin/env python3
"""Rare links, tunnels and messages of ICMPv6, each as it should be and with lengths that lie.

What is inside has a port of its own in each packet, so that tests can tell them apart. Writes the
same bytes every time. Needs nothing but Python.
"""

import struct

from packets import (ACK, CLIENT, CLIENT6, COOKED, SERVER, SERVER6, START, SYN, ethernet, icmp6, ipv4, ipv6, packed, tcp, udp,
                     write)

IEEE80211, RADIOTAP, NFLOG, COOKED2 = 105, 127, 239, 276
LOCAL, ROUTER, ALL_NODES = "fe80::1", "fe80::2", "ff02::1"
MACS = b"\x02\0\0\0\0\x01", b"\x02\0\0\0\0\x02", b"\x02\0\0\0\0\x03"


def spaced(packets, step=0.01):
    return [(START + number * step, packet) for number, packet in enumerate(packets)]


def inner(port, size=8, more=b""):
    return ipv4(udp(port, 9, b"x" * size + more), protocol=17)


def inner6(port):
    return ipv6(udp(port, 9, b"x" * 8, CLIENT6, SERVER6), protocol=17)


def option(kind, body, words=None):
    """Of neighbour discovery: its length counts eight bytes, type and length included."""
    body += b"\0" * (-(len(body) + 2) % 8)
    return bytes([kind, (len(body) + 2) // 8 if words is None else words]) + body


def neighbours():
    def sent(kind, rest, source=LOCAL, target=ALL_NODES, code=0):
        return ethernet(ipv6(icmp6(kind, code, rest, source, target), source, target, protocol=58, hops=255))

    link = option(1, MACS[0])
    target_link = option(2, MACS[1])
    prefix = option(3, struct.pack("!BBIII", 64, 0xC0, 86400, 14400, 0) + packed("fd00:9::"))
    mtu = option(5, struct.pack("!HI", 0, 1480))
    servers = option(25, struct.pack("!HI", 0, 600) + packed("fd00:9::53"))
    quoted = option(4, b"\0" * 6 + inner6(77))
    advertisement = struct.pack("!BBHII", 64, 0x80 | 0x20 | 0x08 | 0x02, 1800, 30000, 1000)
    named = packed("fd00:9::7")
    neighbour = b"\0" * 4 + named
    redirect = b"\0" * 4 + packed(ROUTER) + named
    packets = [
        sent(133, b"\0" * 4 + link),
        sent(133, b"\0" * 4),
        sent(134, advertisement + link + prefix + mtu + servers),
        sent(135, neighbour + link),
        sent(136, b"\xe0\0\0\0" + named + target_link),
        sent(137, redirect + target_link + quoted),
        # Lengths: none, more than there is, half an option, the wrong one for the type.
        sent(133, b"\0" * 4 + bytes([1, 0]) + MACS[0]),
        sent(133, b"\0" * 4 + link + option(1, MACS[0], words=9)),
        sent(134, advertisement + mtu + b"\x05"),
        sent(134, advertisement + option(3, b"\x40\xc0" + b"\0" * 4) + option(5, b"", words=1) + option(4, b"")),
        sent(134, advertisement[:8]),
        sent(135, neighbour[:12]),
        sent(136, b"\x40\0\0\0"),
        sent(137, redirect[:24]),
        sent(137, redirect + option(4, b"\0" * 6 + inner6(78)[:20])),
        sent(134, advertisement + b"".join(option(kind, bytes([kind]) * 6) for kind in (6, 14, 24, 31, 253))),
    ]
    write("icmp6-neighbours", spaced(packets))


def errors():
    def sent(kind, code, quoted, word=0):
        message = struct.pack("!I", word) + quoted
        return ethernet(ipv6(icmp6(kind, code, message, SERVER6, CLIENT6), SERVER6, CLIENT6, protocol=58))

    asked = inner6(100)
    segment = ipv6(tcp(101, 80, 1, 0, SYN, source=CLIENT6, target=SERVER6))
    fragment = ipv6(struct.pack("!BBHI", 17, 0, 1448 | 1, 5) + b"z" * 24, protocol=44)
    options = ipv6(struct.pack("!BBBBHBB", 17, 0, 5, 2, 0, 1, 0) + udp(102, 9, b"x" * 8, CLIENT6, SERVER6), protocol=0)
    chain = b"".join(struct.pack("!BBBBHBB", 60, 0, 1, 2, 0, 1, 0) for _ in range(20))
    packets = [
        sent(1, 4, asked), sent(2, 0, asked, 1280), sent(3, 0, segment), sent(4, 1, asked, 40), sent(1, 1, fragment),
        sent(3, 1, options), sent(100, 7, asked), sent(127, 0, asked),
        sent(1, 4, b""), sent(1, 4, asked[:39]), sent(1, 4, asked[:42]), sent(3, 0, segment[:50]), sent(4, 0, b"\x60" * 60),
        sent(4, 2, b"\x45" + asked[1:]), sent(1, 0, ipv6(chain, protocol=60)), sent(1, 0, ipv6(chain[:9], protocol=60)),
        sent(1, 3, ipv6(icmp6(128, 0, b"\0\x01\0\x02"), protocol=58)),
    ]
    write("icmp6-errors", spaced(packets))


def snap(kind=0x0800):
    return b"\xaa\xaa\x03\0\0\0" + struct.pack("!H", kind)


def wireless():
    def frame(subtype, flags, payload, sequence=0x10, quality=None, fourth=b""):
        head = bytes([subtype << 4 | 8, flags]) + b"\0\0" + b"".join(MACS) + struct.pack("<H", sequence) + fourth
        return head + (b"" if quality is None else struct.pack("<H", quality)) + payload

    def part(payload, padded=True, length=None):
        whole = MACS[0] + MACS[1] + struct.pack("!H", len(payload) if length is None else length) + payload
        return whole + (b"\0" * (-len(whole) % 4) if padded else b"")

    parts = part(snap() + inner(10)) + part(snap() + inner(11, 9)) + part(snap(0x86DD) + inner6(12), False)
    frames = [
        frame(0, 1, snap() + inner(1)),
        frame(0, 2, snap(0x86DD) + inner6(2)),
        frame(0, 0, snap() + inner(3)),
        frame(0, 3, snap() + inner(4), fourth=MACS[2]),
        frame(8, 1, snap() + inner(5), quality=7),
        frame(8, 3, snap() + inner(6), quality=0, fourth=MACS[2]),
        frame(8, 1, parts, quality=0x80),
        frame(0, 0x41, b"\0\0\0\x20" + snap() + inner(7)),
        frame(4, 1, b""),
        frame(12, 1, b"", quality=0),
        frame(0, 5, (snap() + inner(8, 300))[:100], sequence=0x20),
        frame(0, 1, (snap() + inner(8, 300))[100:], sequence=0x21),
        b"\x80\0" + b"\0" * 22 + b"beacon",
        b"\xd4\0\0\0" + MACS[0],
        frame(0, 1, b"\x42\x42\x03" + b"spanning tree"),
        # Cut anywhere, and parts whose lengths lie.
        b"", b"\x08", frame(0, 1, b"")[:20], frame(0, 3, b""), frame(8, 1, b"", quality=None), frame(0, 1, snap()[:7]),
        frame(0, 1, snap()),
        frame(8, 1, part(snap() + inner(13), length=2000), quality=0x80),
        frame(8, 1, part(snap() + inner(14), length=3) + part(snap() + inner(15)), quality=0x80),
        frame(8, 1, part(b"", length=0) * 80, quality=0x80),
        frame(8, 1, part(snap() + inner(16)) + b"\0" * 13, quality=0x80),
        # HT control, and the same flag where it says nothing.
        frame(8, 0x81, b"\1\2\3\4" + snap() + inner(17), quality=0),
        frame(0, 0x81, snap() + inner(18)),
        frame(8, 0x81, b"\1\2\3", quality=0),
    ]
    write("link-80211-odd", spaced(frames), link=IEEE80211)
    known = frame(0, 1, snap() + inner(20))
    packets = [
        struct.pack("<BBHI", 0, 0, 8, 0) + known,
        struct.pack("<BBHII", 0, 0, 18, 0x80000002, 2) + b"\x10" + b"\0" * 5 + known,
        struct.pack("<BBHI", 0, 0, 9, 2) + b"\x10" + frame(0, 1, snap() + inner(21)) + b"\xde\xad\xbe\xef",
        struct.pack("<BBHI", 0, 0, 7, 0) + known, struct.pack("<BBHI", 0, 0, 0, 0) + known,
        struct.pack("<BBHI", 0, 0, 60000, 0) + known, b"\0\0\x08", struct.pack("<BBHI", 0, 0, 8, 0),
        struct.pack("<BBHI", 9, 0, 8, 0) + frame(0, 1, snap() + inner(22)),
    ]
    write("link-radiotap-odd", spaced(packets), link=RADIOTAP)


def nflog():
    def field(kind, data, length=None):
        return struct.pack("<HH", 4 + len(data) if length is None else length, kind) + data + b"\0" * (-len(data) % 4)

    def packet(*fields, family=2, version=0):
        return bytes([family, version]) + b"\0\0" + b"".join(fields)

    packets = [
        packet(field(10, b"abc\0"), field(9, inner(1))),
        packet(field(10, b"a"), field(1, b"\x08\0\0"), field(9, inner(2))),
        packet(field(9, inner6(3)), family=10),
        packet(field(9, inner(4)), field(10, b"behind\0")),
        packet(field(9, inner(5)), family=7),
        packet(field(9, inner(6)), version=1),
        packet(field(10, b"abcd", length=3), field(9, inner(7))),
        packet(field(10, b"abcd", length=0), field(9, inner(8))),
        packet(field(10, b"abcd", length=9000), field(9, inner(9))),
        packet(field(10, b"abcd", length=65535)),
        packet(field(10, b"abcde")[:-3]),
        packet(field(10, b"")), packet(), b"\x02\0", packet(b"\x08\0\x0a"),
        packet(field(9, inner(10), length=4)), packet(field(9, b"")), packet(field(9, inner(11)[:10])),
    ]
    write("link-nflog-odd", spaced(packets), link=NFLOG)


def cooked():
    def one(payload, kind=0x0800, hardware=1, length=6):
        return struct.pack("!HHH", 0, hardware, length) + MACS[0] + b"\0\0" + struct.pack("!H", kind) + payload

    def two(payload, kind=0x0800, hardware=1, length=6):
        return struct.pack("!HHIHBB", kind, 0, 3, hardware, 0, length) + MACS[0] + b"\0\0" + payload

    arp = struct.pack("!HHBBH", 1, 0x0800, 6, 4, 1) + MACS[0] + packed(CLIENT) + b"\0" * 6 + packed(SERVER)
    for name, made, link in (("linux-cooked-odd", one, COOKED), ("linux-cooked-v2-odd", two, COOKED2)):
        packets = [
            made(inner(1)), made(inner6(2), 0x86DD), made(arp, 0x0806),
            made(struct.pack("!HH", 7, 0x0800) + inner(3), 0x8100),
            made(struct.pack("!HHHH", 8, 0x8100, 9, 0x86DD) + inner6(4), 0x88A8),
            made(struct.pack("!I", 0x00010140) + inner(5), 0x8847),
            made(b"\x11\0\0\x07" + struct.pack("!H", len(inner(6)) + 2) + b"\0\x21" + inner(6), 0x8864),
            made(inner(7), hardware=772, length=0), made(inner(8), length=8), made(inner(9), length=65535 if made is one else 255),
            made(b"", 0, hardware=772), made(b"\xaa\xaa\x03\0\0\0\x08\0" + inner(10), 4), made(inner(11), 1),
            made(b"netlink", 0x0010, hardware=824), made(b"\xff", 0xFFFF), made(b"\x45"), made(b""),
            made(inner(12))[:15], made(inner(12))[:19], made(inner(12))[:1],
        ]
        write(name, spaced(packets), link=link)


OUTER = ("10.8.0.1", "10.8.0.2")


def carried(port, payload, number, back=False, own_port=None):
    """A datagram between two ends, from another port each time."""
    ends = OUTER[::-1] if back else OUTER
    ports = (own_port or 41000 + number, port)
    return ethernet(ipv4(udp(*(ports[::-1] if back else ports), payload, *ends), *ends, protocol=17, ident=number + 1))


def numbered(port, payloads, **more):
    return [carried(port, payload, number, **more) for number, payload in enumerate(payloads)]


def geneve():
    def packet(payload, kind=0x0800, options=b"", version=0, words=None, network=5):
        words = len(options) // 4 if words is None else words
        return struct.pack("!BBHI", version << 6 | words, 0, kind, network << 8) + options + payload

    def option(group, kind, data, words=None):
        return struct.pack("!HBB", group, kind, len(data) // 4 if words is None else words) + data

    frame = ethernet(inner(1))
    options = option(0x0102, 0x80, b"abcd") + option(0x0103, 1, b"") + option(0xFFFF, 2, b"y" * 124)
    arp = struct.pack("!HHBBH", 1, 0x0800, 6, 4, 1) + MACS[0] + packed(CLIENT) + b"\0" * 6 + packed(SERVER)
    payloads = [
        packet(frame, 0x6558), packet(inner(2)), packet(inner6(3), 0x86DD), packet(arp, 0x0806),
        packet(ethernet(inner(4)), 0x6558, options),
        packet(ethernet(inner(5)), 0x6558, option(1, 1, b"abcd", words=31)),
        packet(ethernet(inner(6)), 0x6558, option(1, 1, b"abcd", words=0)),
        packet(inner(7), words=63), packet(inner(8), words=4), packet(inner(9), version=1), packet(inner(10), version=3),
        packet(inner(11), 0x1234), packet(b"", 0x6558), packet(b""), packet(b"", 0x1234, options), b"", b"\0\0\x65",
        packet(inner6(12)), packet(frame[:20], 0x6558), packet(inner(13)[:30]),
    ]
    write("tunnel-geneve-odd", spaced(numbered(6081, payloads)))


def teredo():
    def proof(client=b"", value=b""):
        return b"\0\x01" + bytes([len(client), len(value)]) + client + value + b"nonce678" + b"\0"

    origin = b"\0\0" + struct.pack("!H", 0xFFFF ^ 40001) + bytes(255 ^ part for part in packed("192.0.2.7"))
    bubble = ipv6(b"", "fe80::ffff:ffff:ffff", "fe80::8000:5445:5245:444f", protocol=59)
    payloads = [
        inner6(1), origin + inner6(2), proof() + inner6(3), proof(b"me", b"secret") + origin + inner6(4),
        bubble, origin + bubble, proof() + origin + bubble, bubble + b"and more", proof() + bubble,
        proof()[:6], proof(b"x" * 255, b"y" * 255)[:100] + inner6(5), origin[:5], origin, proof(),
        b"\0\x02" + inner6(6), proof() * 3 + inner6(7), origin * 2 + inner6(8),
        inner6(9)[:30], inner6(10)[:50], inner6(11) + b"behind", b"\x40" + inner6(12)[1:], b"",
        ipv6(b"", protocol=59, length=9),
    ]
    packets = numbered(3544, payloads)
    # Both ways: no doubt is left.
    packets += [carried(3544, made, 0, back, own_port=42000) for made, back in
                ((bubble, False), (origin + bubble, True), (inner6(30), False), (inner6(31), True))]
    write("tunnel-teredo-odd", spaced(packets))


def ayiya():
    def packet(payload, following, identity=4, signature=5, operation=1, kind=1):
        return (bytes([identity << 4 | kind, signature << 4 | 1, 0x10 | operation, following]) + b"\x65\0\0\0" +
                b"i" * (1 << identity) + b"s" * (4 * signature) + payload)

    payloads = [
        packet(inner6(1), 41), packet(inner(2), 4), packet(inner6(3), 41, identity=0, signature=0),
        packet(b"", 59, operation=0), packet(b"", 59, operation=2), packet(b"hello", 59, operation=3),
        packet(inner6(4), 41, operation=5), packet(inner6(5), 41, identity=15)[:200], packet(inner6(6), 41, signature=15)[:50],
        packet(inner6(7), 6), packet(inner6(8), 4), packet(inner(9), 41), packet(b"", 41), packet(inner6(10)[:20], 41),
        b"", b"\x44\x52\x11", packet(b"", 59),
    ]
    write("tunnel-ayiya-odd", spaced(numbered(5072, payloads)))


def gtp():
    def packet(payload, kind=255, flags=0x30, length=None, extra=b""):
        length = len(extra) + len(payload) if length is None else length
        return struct.pack("!BBHI", flags, kind, length, 0x01020304) + extra + payload

    def field(kind, data, length=None):
        if kind < 128:
            return bytes([kind]) + data
        return struct.pack("!BH", kind, len(data) if length is None else length) + data

    sequence = struct.pack("!HBB", 7, 0, 0)
    session = b"\x01\0\x09\0"
    create = b"".join((
        field(2, b"\x21\x43\x65\x87\x09\x21\x43\xf5"), field(3, b"\x62\xf2\x10\x12\x34\x56"), field(14, b"\x05"), field(15, b"\xfc"),
        field(16, b"\0\0\0\x0a"), field(17, b"\0\0\0\x0b"), field(20, b"\x05"), field(20, b"\x06"), field(26, b"\x08\0"),
        field(27, b"\0\x01"), field(28, b"\0\x02"), field(128, b"\xf1\x21"), field(131, b"\x03net\x02de"), field(132, b"\x80\x80"),
        field(133, packed("192.0.2.1")), field(133, packed("192.0.2.2")), field(134, b"\x91\x94\x71"), field(135, b"\x02\x1b\x42"),
        field(137, b"tft"), field(142, b"trigger"), field(143, b"omc"), field(255, b"\0\x0a\x12")))
    created = b"".join((
        field(1, b"\x80"), field(8, b"\xff"), field(14, b"\x09"), field(16, b"\0\0\0\x0c"), field(17, b"\0\0\0\x0d"), field(20, b"\x05"),
        field(127, b"\0\0\x10\x01"), field(128, b"\xf1\x57" + packed("fd00:9::5")), field(133, packed("fd00:9::1")),
        field(133, b"odd"), field(135, b"\x01"), field(251, packed("192.0.2.9"))))
    chained = struct.pack("!HBB", 9, 0, 0xC0) + b"\x01\x12\x34\x85" + session
    payloads = [
        packet(inner(1)), packet(inner(2), flags=0x32, extra=sequence), packet(inner6(3), flags=0x34, extra=chained),
        packet(b"", 1, 0x32, extra=sequence), packet(b"\x0e\x05", 2, 0x32, extra=sequence),
        packet(create, 16, 0x32, extra=sequence), packet(created, 17, 0x32, extra=sequence),
        packet(create[9:], 18, 0x32, extra=sequence), packet(created, 19, 0x32, extra=sequence),
        packet(b"\x13\xff\x14\x05", 20, 0x32, extra=sequence), packet(b"\x01\x80", 21, 0x32, extra=sequence),
        packet(b"\x14\x05", 26, 0x32, extra=sequence), packet(b"", 254),
        # Version 2, the charging protocol, and lengths that lie.
        packet(inner(4), flags=0x48), packet(inner(5), flags=0x20), packet(inner(6), flags=0x34, extra=struct.pack("!HBB", 9, 0, 0xC0) + b"\0"),
        packet(inner(7), flags=0x34, extra=struct.pack("!HBB", 9, 0, 0xC0) + b"\xff"), packet(b"", flags=0x34, extra=b"\0\x09"),
        packet(inner(8), length=5), packet(inner(9), length=60000), packet(b""), packet(b"\x50" * 30), packet(inner(10)[:15]),
        packet(create, 16, 0x32, 10, sequence), packet(create[:-2], 16, 0x32, extra=sequence),
        packet(field(131, b"abc", 9000), 16, 0x32, extra=sequence), packet(b"\x70\x00", 16, 0x32, extra=sequence),
        packet(b"\x01", 17, 0x32, extra=sequence), packet(field(128, b"") + field(133, b"") + field(135, b"") + field(255, b"\0"), 17, 0x32,
                                                          extra=sequence),
        b"", b"\x30\xff\0",
    ]
    write("tunnel-gtp-odd", spaced(numbered(2152, payloads)))


def times():
    """Clocks that jump by decades, forward and back, while connections are open."""
    decades = 40 * 365 * 86400

    def question(port, time, back=False):
        ends = (SERVER, CLIENT) if back else (CLIENT, SERVER)
        ports = (53, port) if back else (port, 53)
        message = struct.pack("!HHHHHH", port, 0x8180 if back else 0x0100, 1, 0, 0, 0) + b"\1a\2bc\0\0\1\0\1"
        return (time, ethernet(ipv4(udp(*ports, message, *ends), *ends, protocol=17, ident=port)))

    def segment(port, time, flags, seq=1000, ack=0):
        return (time, ethernet(ipv4(tcp(port, 80, seq, ack, flags), ident=port)))

    packets = [
        segment(1, START, SYN), question(1001, START + 1), question(1001, START + 1.5, True),
        question(1002, START + decades), segment(2, START + decades, SYN), question(1002, START + decades + 1, True),
        question(1003, START + 2), segment(3, START + 3, SYN), segment(2, START - 5, ACK, 1001, 1),
        question(1004, START + decades + 60), question(1003, START + 4, True), segment(4, START - decades, SYN),
        question(1005, START + 5), question(1005, START + decades + 200, True),
    ]
    write("hostile-times", packets)


neighbours()
errors()
wireless()
nflog()
cooked()
geneve()
teredo()
ayiya()
gtp()
times()
