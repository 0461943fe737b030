#!/usr/bin/env python3
"""The same traffic in other files and behind other headers: made from captures of real programs.

File formats come from ethernet.pcap and http-get.pcap, tagged and tunnelled packets from
ethernet.pcap, broken handshakes from http-get.pcap, tls12.pcap and those of HALF_OTHERS. Run after links.sh, http.sh,
tls.sh and what makes these. Needs nothing but Python.
"""

import gzip
import struct

from packets import NULL, PPP, TRACES, ethernet, ipv4, ipv6, read, write

MAGIC_NANOSECONDS = 0xA1B23C4D


def tagged(frame, *tags):
    """Inserts (ethertype, vlan id) tags after the addresses."""
    middle = b"".join(struct.pack("!HH", kind, number) for kind, number in tags)
    return frame[:12] + middle + frame[12:]


def tunnelled(frame, wrap):
    """Replaces a frame by its network packet wrapped in another, in the same direction."""
    from_client = frame[11] == 1
    return ethernet(wrap(frame[14:], from_client), source=frame[11], target=frame[5])


def outer_ipv4(protocol, head=b""):
    def wrap(packet, from_client):
        ends = ("10.8.0.1", "10.8.0.2") if from_client else ("10.8.0.2", "10.8.0.1")
        return ipv4(head + packet, *ends, protocol=protocol)
    return wrap


def outer_ipv6(protocol):
    def wrap(packet, from_client):
        ends = ("fd00:8::1", "fd00:8::2") if from_client else ("fd00:8::2", "fd00:8::1")
        return ipv6(packet, *ends, protocol=protocol)
    return wrap


def headers():
    base = read("ethernet")

    def each(name, change, **more):
        write(name, [(time, change(frame)) for time, frame in base], **more)

    each("vlan", lambda frame: tagged(frame, (0x8100, 42)))
    each("vlan-stacked", lambda frame: tagged(frame, (0x88A8, 7), (0x8100, 42)))
    each("vlan-priority-only", lambda frame: tagged(frame, (0x8100, 0x6000)))
    each("tunnel-ipip", lambda frame: tunnelled(frame, outer_ipv4(4)))
    each("tunnel-6in4", lambda frame: tunnelled(ethernet_of("raw-ip-ipv6", frame, base), outer_ipv4(41)))
    each("tunnel-4in6", lambda frame: tunnelled(frame, outer_ipv6(4)))
    each("tunnel-gre", lambda frame: tunnelled(frame, outer_ipv4(47, struct.pack("!HH", 0, 0x0800))))
    each("tunnel-twice", lambda frame: tunnelled(tunnelled(frame, outer_ipv4(4)), outer_ipv4(4)))
    each("mpls", lambda frame: frame[:12] + struct.pack("!HI", 0x8847, 100 << 12 | 0x100 | 64) + frame[14:])
    each("pppoe", lambda frame: frame[:12] + struct.pack("!HBBHHH", 0x8864, 0x11, 0, 1, len(frame) - 12, 0x21)
         + frame[14:])
    each("link-ppp", lambda frame: b"\xff\x03\x00\x21" + frame[14:], link=PPP)
    two = [(time, tagged(frame, (0x8100, number))) for time, frame in base for number in (42, 43)]
    write("vlan-same-addresses", two)


def ethernet_of(name, frame, base):
    """The frame's counterpart in a raw IPv6 capture of the same conversation."""
    other = read(name)
    position = min([index for index, (_, data) in enumerate(base) if data == frame][0], len(other) - 1)
    return ethernet(other[position][1], source=frame[11], target=frame[5])


def block(kind, body):
    body += b"\0" * (-len(body) % 4)
    length = len(body) + 12
    return struct.pack("<II", kind, length) + body + struct.pack("<I", length)


def pcapng(name, interfaces, packets, extra=b""):
    """interfaces: (link type, decimal digits of time); packets: (interface, time, bytes)."""
    out = block(0x0A0D0D0A, struct.pack("<IHHq", 0x1A2B3C4D, 1, 0, -1))
    for link, digits in interfaces:
        out += block(1, struct.pack("<HHI", link, 0, 0) + struct.pack("<HHB3xHH", 9, 1, digits, 0, 0))
    out += extra
    for interface, time, data in packets:
        ticks = round(time * 10**6) * 10**(interfaces[interface][1] - 6)
        head = struct.pack("<IIIII", interface, ticks >> 32, ticks & 0xFFFFFFFF, len(data), len(data))
        out += block(6, head + data)
    (TRACES / f"{name}.pcapng").write_bytes(out)


def files():
    base = read("ethernet")
    whole = (TRACES / "ethernet.pcap").read_bytes()

    def put(name, data):
        (TRACES / name).write_bytes(data)

    pcapng("ethernet", [(1, 6)], [(0, time, data) for time, data in base])
    comment = block(0x0BAD, b"an unknown block, to be skipped")
    pcapng("ethernet-nanoseconds", [(1, 9)], [(0, time, data) for time, data in base], comment)
    pcapng("two-links", [(1, 6), (NULL, 6)],
           [(number % 2, time, struct.pack("<I", 2) + data[14:] if number % 2 else data)
            for number, (time, data) in enumerate(base)])
    write("nanoseconds", base, magic=MAGIC_NANOSECONDS)
    write("big-endian", base, order=">")
    write("snaplen-60", [(time, data[:60], len(data)) for time, data in base], snaplen=60)
    write("snaplen-40", [(time, data[:40], len(data)) for time, data in base], snaplen=40)
    write("snaplen-20", [(time, data[:20], len(data)) for time, data in base], snaplen=20)
    put("ethernet.pcap.gz", gzip.compress(whole, mtime=0))
    put("gzip-named-pcap.pcap", gzip.compress(whole, mtime=0))
    put("gzip-cut.pcap.gz", gzip.compress(whole, mtime=0)[:-40])
    put("ethernet.pcapng.gz", gzip.compress((TRACES / "ethernet.pcapng").read_bytes(), mtime=0))
    put("cut-in-packet.pcap", whole[:-30])
    put("cut-in-packet-header.pcap", whole[:24 + 16 + len(base[0][1]) + 7])
    put("cut-in-file-header.pcap", whole[:11])
    put("no-packets.pcap", whole[:24])
    put("empty.pcap", b"")
    put("not-a-capture.pcap", b"This is a letter, not a capture. It is long enough to hold a header, though.\n")
    put("absurd-length.pcap", whole[:24] + struct.pack("<IIII", 1700000000, 0, 0x7FFFFFFF, 0x7FFFFFFF) + b"x" * 64)
    put("zero-length-packet.pcap", whole[:24] + struct.pack("<IIII", 1700000000, 0, 0, 0) + whole[24:])
    put("unknown-version.pcap", whole[:4] + struct.pack("<HH", 9, 9) + whole[8:])


SYN, ACK = 0x02, 0x10
HALF_OTHERS = ("smtp", "ssh", "pop3", "mysql", "postgresql", "rfb", "socks", "rdp")


def handshakes():
    """Servers whose SYN-ACK the capture lacks, or of which something was captured before it."""
    def flags(frame):
        return frame[47]

    def is_syn_ack(frame):
        return flags(frame) & (SYN | ACK) == SYN | ACK

    http, tls = read("http-get"), read("tls12")
    packets = [(time, frame) for time, frame in http + tls if not is_syn_ack(frame)]
    for time, frame in http:
        if is_syn_ack(frame):
            acknowledges = bytearray(frame)
            acknowledges[47] = ACK
            acknowledges[50:52] = checksum_without(acknowledges, SYN)
            packets.append((time + 1000 - 0.000001, bytes(acknowledges)))
        packets.append((time + 1000, frame))
    write("handshake-half", sorted(packets))
    others = [packet for name in HALF_OTHERS for packet in read(name)]
    write("handshake-half-others", sorted((time, frame) for time, frame in others if not is_syn_ack(frame)))
    write("tls12-server-side", [(time, frame) for time, frame in tls if from_port(frame) == 443])


def from_port(frame):
    return struct.unpack("!H", frame[34:36])[0]


def checksum_without(frame, flag):
    """The TCP checksum of a frame of which `flag` was taken away (RFC 1624)."""
    old = struct.unpack("!H", frame[50:52])[0]
    total = (~old & 0xFFFF) + (~flag & 0xFFFF)
    total = (total & 0xFFFF) + (total >> 16)
    return struct.pack("!H", ~total & 0xFFFF)


def main():
    headers()
    files()
    handshakes()


if __name__ == "__main__":
    main()
