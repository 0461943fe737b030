#!/usr/bin/env python3
"""A conversation over TCP behind rare link headers and in tunnels, and packets that break those.

The conversation comes from ethernet.pcap. Run after links.sh. Needs nothing but Python.
"""

import struct

from packets import (ACK, CLIENT, CLIENT6, PSH, SERVER6, START, Flow, ethernet, icmp6, ipv4, ipv6, packed, read, udp,
                     write)

IEEE80211, RADIOTAP, NFLOG = 105, 127, 239
OUTER = ("10.8.0.1", "10.8.0.2")


def each(name, change, **more):
    """`change` gets the Ethernet frame and whether the client sent it."""
    write(name, [(time, change(frame, frame[11] == 1)) for time, frame in read("ethernet")], **more)


def network(frame):
    return frame[14:]


def outer(from_client, payload, protocol):
    ends = OUTER if from_client else OUTER[::-1]
    return ethernet(ipv4(payload, *ends, protocol=protocol), source=11, target=12)


def over_udp(from_client, port, payload, own_port=40001):
    """A datagram between the tunnel's ends; the client's has a port of its own, the server's is fixed."""
    ends = OUTER if from_client else OUTER[::-1]
    ports = (own_port, port) if from_client else (port, own_port)
    return outer(from_client, udp(*ports, payload, *ends), 17)


def snap(frame):
    return b"\xaa\xaa\x03\0\0\0" + frame[12:]


def wireless(frame, from_client):
    """From a station to its access point, or back: the DS flags say what the addresses are."""
    target, source, point = frame[:6], frame[6:12], b"\x02\0\0\0\0\x99"
    if from_client:
        return b"\x08\x01\0\0" + point + source + target + b"\x10\0" + snap(frame)
    return b"\x88\x02\0\0" + target + point + source + b"\x20\0" + b"\0\0" + snap(frame)


def nflog(frame, from_client):
    def part(kind, data):
        return struct.pack("<HH", 4 + len(data), kind) + data + b"\0" * (-len(data) % 4)
    return b"\x02\0\0\0" + part(10, b"in\0") + part(9, network(frame))


def links():
    each("link-80211", wireless, link=IEEE80211)
    each("link-radiotap", lambda frame, out: struct.pack("<BBHI", 0, 0, 9, 2) + b"\x10" + wireless(frame, out),
         link=RADIOTAP)
    each("link-nflog", nflog, link=NFLOG)
    each("pbb", lambda frame, _: frame[:12] + b"\x88\xe7" + struct.pack("!I", 0x123456) + frame)
    each("vntag", lambda frame, _: frame[:12] + b"\x89\x26" + b"\0\x01\0\0" + frame[12:])
    each("fabric-path", lambda frame, _: b"\x02" * 12 + b"\x89\x03" + b"\0\x41" + frame)
    each("snap", lambda frame, _: frame[:12] + struct.pack("!H", len(frame) - 6) + snap(frame))


def tunnels():
    erspan2 = struct.pack("!HHII", 0x1000, 0x88BE, 7, 0x10640001) + struct.pack("!I", 0)
    erspan3 = struct.pack("!HHI", 0x1000, 0x22EB, 7) + struct.pack("!III", 0x20640001, 0, 0)
    each("tunnel-erspan-1", lambda f, out: outer(out, struct.pack("!HH", 0, 0x88BE) + f, 47))
    each("tunnel-erspan-2", lambda f, out: outer(out, erspan2 + f, 47))
    each("tunnel-erspan-3", lambda f, out: outer(out, erspan3 + f, 47))
    each("tunnel-gre-over-udp", lambda f, out: over_udp(out, 4754, struct.pack("!HH", 0, 0x0800) + network(f)))
    each("tunnel-geneve", lambda f, out: over_udp(out, 6081, struct.pack("!BBHI", 0, 0, 0x6558, 42 << 8) + f))
    each("tunnel-gtp", lambda f, out: over_udp(
        out, 2152, struct.pack("!BBHI", 0x30, 255, len(network(f)), 9) + network(f), 2152))
    ayiya = b"\x42\x11\x11\x04" + b"\0" * 4 + b"i" * 16 + b"s" * 4
    each("tunnel-ayiya", lambda f, out: over_udp(out, 5072, ayiya + network(f)))
    six = read("raw-ip-ipv6")
    teredo = [(time, over_udp(packet[8:24] < packet[24:40], 3544, packet)) for time, packet in six]
    write("tunnel-teredo", teredo)


def broken():
    inner = ipv4(udp(1000, 1001, b"within"), protocol=17)
    for level in range(3):
        ends = (f"10.8.{level}.1", f"10.8.{level}.2")
        vxlan = struct.pack("!II", 0x08000000, (level + 1) << 8) + ethernet(inner)
        inner = ipv4(udp(40001, 4789, vxlan, *ends), *ends, protocol=17)
    write("tunnel-vxlan-thrice", [(START, ethernet(inner))])

    whole = ipv4(udp(1000, 1001, b"within" * 10), protocol=17)
    write("tunnel-gtp-cut", [(START + number, over_udp(
        True, 2152, struct.pack("!BBHI", 0x30, 255, len(part), 9) + part, 2152))
        for number, part in enumerate((whole, whole[:50], whole))])

    # A network card that cuts large segments itself gets them without a length.
    flow = Flow().open().client(PSH | ACK, b"x" * 3000).server().close()
    packets = [(time, frame[:16] + b"\0\0" + frame[18:] if len(frame) > 3000 else frame)
               for time, frame in flow.packets]
    write("tcp-offloaded", packets)

    # The second record of the report says one source more than there is.
    records = b"".join(struct.pack("!BBH", 4, 0, sources) + packed("ff02::5") + packed(SERVER6)
                       for sources in (1, 2))
    report = icmp6(143, 0, struct.pack("!HH", 0, 2) + records, CLIENT6, "ff02::16")
    write("icmp6-mld-cut", [(START, ethernet(ipv6(report, CLIENT6, "ff02::16", protocol=58)))])

    # The header claims more than the length of the packet leaves for it.
    home = b"\xc9\x10" + packed("fd00:3::1")
    options = struct.pack("!BBBB", 17, 4, 1, 0) + home + home + b"trailing"
    write("ipv6-two-home-addresses", [(START, ethernet(ipv6(options, protocol=60, length=24)))])

    # Both ends of what fits: 64,800 bytes are many, and with its header the other datagram is
    # longer than the field for its length can say.
    packets = []
    for ident, total in enumerate((64800, 65528), 1):
        for offset in range(0, total, 1440):
            size = min(1440, total - offset)
            more = 1 if offset + size < total else 0
            fragment = struct.pack("!BBHI", 17, 0, offset | more, ident) + bytes(size)
            headers = struct.pack("!BBBBI", 44, 0, 1, 4, 0)
            packets.append((START + len(packets) * 0.01, ethernet(ipv6(headers + fragment, protocol=0))))
    write("ipv6-fragments-large", packets)


links()
tunnels()
broken()
