#!/usr/bin/env python3
"""Captures of what real programs do not send on demand: losses, lies, odd headers.

Writes the same bytes every time. Needs nothing but Python.
"""

import struct

from packets import (ACK, CLIENT, CLIENT6, FIN, LOOP, NULL, PSH, RST, SERVER, SERVER6, START, SYN, URG, Flow,
                     datagrams, ethernet, icmp, icmp6, ipv4, ipv6, tcp, udp, write)


def tcp_delivery():
    """Segments that arrive twice, in another order, overlapping, or never."""
    write("tcp-retransmission", Flow().open().client(PSH | ACK, b"abcdef").client(PSH | ACK, b"abcdef", seq=1001)
          .server().server(PSH | ACK, b"123").server(PSH | ACK, b"123", seq=5001).client().close().packets)

    flow = Flow().open()
    flow.client(PSH | ACK, b"three", seq=1009).client(PSH | ACK, b"two-", seq=1005).client(PSH | ACK, b"one-")
    flow.seq[True] += 9
    write("tcp-out-of-order", flow.server().close().packets)

    flow = Flow().open().client(PSH | ACK, b"before")
    flow.seq[True] += 100
    write("tcp-gap", flow.client(PSH | ACK, b"after").server().close().packets)

    # Nobody acknowledges the hole, so it stays open until the end.
    flow = Flow().open().client(PSH | ACK, b"before")
    flow.seq[True] += 100
    write("tcp-hole", flow.client(PSH | ACK, b"after").packets)

    # The server acknowledges what the capture never saw: nobody will send it again.
    flow = Flow().open().server(PSH | ACK, b"x" * 10)
    flow.seq[False] += 1000
    write("tcp-gap-acknowledged", flow.client().server(PSH | ACK, b"y" * 10).client().close().packets)

    flow = Flow().open().client(PSH | ACK, b"aaaaaa").client(PSH | ACK, b"AAbbbb", seq=1005)
    flow.seq[True] += 4
    write("tcp-overlap", flow.server().close().packets)

    flow = Flow().open().client(PSH | ACK, b"attack").client(PSH | ACK, b"benign", seq=1001).server()
    write("tcp-rewritten", flow.close().packets)

    flow = Flow(seq=0xFFFFFFF0, ack=0xFFFFFFFA).open()
    flow.ask(b"crosses the end of the numbers", b"and so does this")
    write("tcp-sequence-wrap", flow.close().packets)

    flow = Flow().open().client(PSH | ACK, b"hello").server()
    flow.client(ACK, b"o", seq=1005).server().client(ACK, b"o", seq=1005).server()
    write("tcp-keepalive", flow.close().packets)

    flow = Flow().open().client(PSH | ACK, b"hello").server(ACK, window=0).wait(0.2)
    write("tcp-zero-window", flow.server(ACK, window=65535).client(PSH | ACK, b"more").server().close().packets)


def text_protocols():
    """Conversations in lines."""
    flow = Flow(dport=113).open().ask(b"6193, 23\r\n", b"6193, 23 : USERID : UNIX : stjohns\r\n")
    flow.client(PSH | ACK, b"6195,").client(PSH | ACK, b" 23\r\n").server(ACK)
    write("ident", flow.server(PSH | ACK, b"6195, 23 : ERROR : NO-USER\r\n").client().close().packets)

    flow = Flow(dport=1113).open().ask(b"6193, 23\r\n", b"6193, 23 : USERID : UNIX : stjohns\r\n")
    flow.ask(b"something else\r\n", b"and its answer\r\n").ask(b"1, 2\r\n", b"1, 2 : ERROR : NO-USER\r\n")
    write("ident-then-not", flow.close().packets)


def tcp_beginnings():
    """Connections whose beginning is odd or was missed."""
    write("tcp-syn-only", Flow().client(SYN).packets)
    write("tcp-synack-only", Flow().server(SYN | ACK, ack=1001).packets)
    write("tcp-synack-first", Flow().server(SYN | ACK, ack=1001).client(ACK, seq=1001).packets)
    write("tcp-rst-only", Flow().client(RST).packets)
    write("tcp-fin-only", Flow().client(FIN | ACK).packets)
    write("tcp-midstream", Flow().ask().ask().packets)
    write("tcp-midstream-closed", Flow().ask().close().packets)
    write("tcp-midstream-one-sided", Flow().client(PSH | ACK, b"abc").client(PSH | ACK, b"def").packets)
    write("tcp-simultaneous-open", Flow().client(SYN).server(SYN).client(SYN | ACK, seq=1000)
          .server(SYN | ACK, seq=5000).ask().close().packets)
    write("tcp-handshake-without-last-ack", Flow().client(SYN).server(SYN | ACK).packets)
    write("tcp-syn-data", Flow().client(SYN, b"early").server(SYN | ACK).client(ACK).ask().close().packets)
    write("tcp-syn-repeated", Flow().client(SYN, advance=False).wait(1).client(SYN).server(SYN | ACK).client(ACK)
          .ask().close().packets)
    write("tcp-synack-rst", Flow().client(SYN).server(SYN | ACK).client(RST).packets)
    write("tcp-null-flags", Flow().client(0).packets)
    write("tcp-christmas-tree", Flow().client(FIN | PSH | URG, urgent=1).packets)
    write("tcp-syn-fin", Flow().client(SYN | FIN).server(RST | ACK).packets)
    write("tcp-urgent", Flow().open().client(PSH | ACK | URG, b"!now", urgent=1).server().close().packets)
    options = bytes([2, 4, 5, 180, 4, 2, 8, 10, 0, 0, 0, 1, 0, 0, 0, 0, 1, 3, 3, 7])
    write("tcp-options", Flow().client(SYN, options=options).server(SYN | ACK, options=options).client(ACK).ask()
          .close().packets)


def tcp_ends():
    """Connections whose end is odd or far away."""
    write("tcp-simultaneous-close", Flow().open().client(FIN | ACK, advance=False).server(FIN | ACK, advance=False)
          .client(ACK, seq=1002, ack=5002).server(ACK, seq=5002, ack=1002).packets)
    write("tcp-closed-by-server", Flow().open().ask().server(FIN | ACK).client().client(FIN | ACK).server().packets)
    write("tcp-data-after-fin", Flow().open().client(FIN | ACK).client(PSH | ACK, b"late").server().packets)
    write("tcp-data-after-reset", Flow().open().server(RST | ACK).client(PSH | ACK, b"late").packets)
    write("tcp-two-resets", Flow().open().ask().client(RST | ACK).server(RST | ACK).packets)
    write("tcp-fin-then-reset", Flow().open().ask().client(FIN | ACK).server(RST | ACK).packets)
    write("tcp-half-close-then-nothing", Flow().open().ask().client(FIN | ACK).server().packets)
    write("tcp-never-closed", Flow().open().ask().packets)

    first = Flow().open().ask().close()
    again = Flow(seq=90000, ack=95000, start=first.now + 1).open().ask().close()
    write("tcp-ports-reused", first.packets + again.packets)

    # One connection falls silent; traffic of another moves the clock for ten minutes.
    silent = Flow(sport=40001).open().ask()
    ticking = Flow(sport=40002, start=START + 1).open()
    for _ in range(20):
        ticking.wait(30).ask(b"tick", b"tock")
    write("tcp-idle", sorted(silent.packets + ticking.close().packets))

    attempt = Flow(sport=40003).client(SYN)
    ticking = Flow(sport=40004, start=START + 0.5).open()
    for _ in range(12):
        ticking.wait(1).ask(b"tick", b"tock")
    write("tcp-attempt-expires", sorted(attempt.packets + ticking.close().packets))

    many = []
    for number in range(100):
        flow = Flow(sport=41000 + number, start=START + number * 0.05).open()
        flow.ask(b"q" * (number % 7 + 1), b"a" * (number % 13 + 1))
        many += (flow.close() if number % 3 else flow.client(RST | ACK)).packets
    write("tcp-hundred", sorted(many))


def silent_ends():
    """Connections of which one side ends before the other has sent its first byte."""
    talks = [
        (21, b"USER me\r\n", b"220 ready\r\n"),
        (22, b"SSH-2.0-one\r\n", b"SSH-2.0-two\r\n"),
        (25, b"EHLO me\r\n", b"220 mail.example ESMTP\r\n"),
        (80, b"GET / HTTP/1.0\r\n\r\n", b"HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\nall of it"),
        (6667, b"NICK me\r\nUSER me 0 * :Me\r\n", b":irc.example 001 me :Welcome\r\n"),
    ]
    packets = []
    for number, (port, asked, answered) in enumerate(talks):
        def flow(variant):
            return Flow(sport=42000 + number * 10 + variant, dport=port, start=START + number + variant * 0.1).open()
        packets += flow(0).client(FIN | ACK).server(PSH | ACK, answered).client().server(FIN | ACK).client().packets
        packets += flow(1).server(FIN | ACK).client(PSH | ACK, asked).server().client(FIN | ACK).server().packets
        packets += flow(2).client(RST | ACK).server(PSH | ACK, answered).packets
        packets += flow(3).client(PSH | ACK, asked).server().client(FIN | ACK).server(PSH | ACK, answered).client().packets
        packets += flow(4).client(FIN | ACK).server().server(FIN | ACK).client().packets
        packets += flow(5).wait(400).client(PSH | ACK, asked).server(PSH | ACK, answered).packets
    write("tcp-silent-ends", sorted(packets))


def udp_flows():
    write("udp-one-way", datagrams((True, 5000, 6000, b"one"), (True, 5000, 6000, b"two")))
    write("udp-both-ways", datagrams((True, 5000, 6000, b"question"), (False, 6000, 5000, b"answer")))
    write("udp-answer-only", datagrams((False, 53, 5000, b"answer")))
    write("udp-empty", datagrams((True, 5000, 6000, b""), (False, 6000, 5000, b"")))
    ticks = datagrams(*[(True, 5001, 6001, b"tick")] * 9, start=START, step=15)
    write("udp-idle", sorted(datagrams((True, 5000, 6000, b"q"), (False, 6000, 5000, b"a")) + ticks))
    body = udp(5000, 6000, b"no checksum", unsummed=True)
    write("udp-without-checksum", [(START, ethernet(ipv4(body, protocol=17)))])
    body = udp(5000, 6000, b"I claim to be longer", length=500)
    write("udp-length-lies", [(START, ethernet(ipv4(body, protocol=17)))])
    group = udp(5000, 6000, b"to all", target="224.0.0.251")
    write("udp-multicast", [(START, ethernet(ipv4(group, target="224.0.0.251", protocol=17)))])


def broken_checksums():
    """One packet of each kind with a wrong checksum; ignored unless -C is given."""
    packets = [
        ethernet(ipv4(udp(5000, 6000, b"ip", ), protocol=17, broken=True)),
        ethernet(ipv4(udp(5001, 6001, b"udp", broken=True), protocol=17)),
        ethernet(ipv4(icmp(8, 0, b"\0\1\0\1icmp", broken=True), protocol=1)),
        ethernet(ipv6(udp(5002, 6002, b"udp6", CLIENT6, SERVER6, broken=True), protocol=17)),
    ]
    flow = Flow(start=START + 1).client(SYN, broken=True).server(SYN | ACK).client()
    write("bad-checksums", [(START + n * 0.01, data) for n, data in enumerate(packets)] + flow.packets)
    # As on a sending machine whose card fills in checksums: only the first side's are wrong.
    flow = Flow().client(SYN, broken=True).server(SYN | ACK).client(broken=True)
    write("bad-checksums-one-side", flow.client(PSH | ACK, b"offloaded", broken=True).server().packets)


def fragments_of(packet_payload, size, ident=7, protocol=17, source=CLIENT, target=SERVER):
    pieces = []
    for offset in range(0, len(packet_payload), size):
        piece = packet_payload[offset:offset + size]
        more = 1 if offset + size < len(packet_payload) else 0
        pieces.append(ethernet(ipv4(piece, source, target, protocol, ident, more, offset)))
    return pieces


def timed(frames, step=0.01):
    return [(START + number * step, frame) for number, frame in enumerate(frames)]


def fragments():
    whole = udp(5000, 6000, bytes(range(256)) * 4)
    pieces = fragments_of(whole, 400)
    write("fragments", timed(pieces))
    write("fragments-reversed", timed(pieces[::-1]))
    write("fragments-twice", timed(pieces + pieces))
    write("fragments-last-missing", timed(pieces[:-1]))
    write("fragments-first-missing", timed(pieces[1:]))
    overlap = ethernet(ipv4(b"X" * 400, protocol=17, ident=7, flags=1, offset=200))
    write("fragments-overlap", timed([pieces[0], overlap, *pieces[1:]]))
    tiny = [ethernet(ipv4(tcp(40000, 80, 1000, 0, SYN)[offset:offset + 8], ident=9, flags=int(offset < 16),
                          offset=offset)) for offset in (0, 8, 16)]
    write("fragments-tiny-tcp", timed(tiny))
    far = ethernet(ipv4(b"Z" * 400, protocol=17, ident=8, flags=0, offset=65528))
    write("fragments-beyond-the-end", timed([far]))


def extension(kind_after, body):
    body += b"\0" * (-(len(body) + 2) % 8)
    return bytes([kind_after, (len(body) + 2) // 8 - 1]) + body


def extension_headers():
    """IPv6 with each extension header, alone and in a chain."""
    syn = tcp(40000, 80, 1000, 0, SYN, source=CLIENT6, target=SERVER6)
    padding = bytes([1, 4, 0, 0, 0, 0])
    hop, target = extension(6, padding), extension(6, padding)
    routing = extension(6, bytes([0, 0, 0, 0, 0, 0]))
    chain = extension(60, padding) + extension(43, padding) + extension(44, bytes([0, 0, 0, 0, 0, 0]))
    fragment = struct.pack("!BBHI", 6, 0, 0, 99)
    frames = [ipv6(hop + syn, protocol=0), ipv6(target + syn, protocol=60), ipv6(routing + syn, protocol=43),
              ipv6(chain + fragment + syn, protocol=0)]
    write("ipv6-extension-headers", timed([ethernet(frame) for frame in frames]))

    datagram = udp(5000, 6000, bytes(range(256)) * 2, CLIENT6, SERVER6)
    first = struct.pack("!BBHI", 17, 0, 0 << 3 | 1, 77) + datagram[:256]
    last = struct.pack("!BBHI", 17, 0, 32 << 3, 77) + datagram[256:]
    write("ipv6-fragments", timed([ethernet(ipv6(part, protocol=44)) for part in (first, last)]))
    endless = extension(60, padding) * 200
    write("ipv6-extension-chain", timed([ethernet(ipv6(endless + syn, protocol=60))]))
    cut = extension(6, padding)[:4]
    write("ipv6-extension-cut", timed([ethernet(ipv6(cut, protocol=0))]))


def icmp_messages():
    inner = ipv4(udp(5000, 6000, b"lost"), protocol=17)
    asked = ethernet(ipv4(icmp(8, 0, b"\0\1\0\1ping"), protocol=1))
    answered = ethernet(ipv4(icmp(0, 0, b"\0\1\0\1ping"), SERVER, CLIENT, protocol=1))
    refused = ethernet(ipv4(icmp(3, 3, b"\0\0\0\0" + inner), SERVER, CLIENT, protocol=1))
    expired = ethernet(ipv4(icmp(11, 0, b"\0\0\0\0" + inner), "10.2.0.254", CLIENT, protocol=1))
    write("icmp", timed([asked, answered, ethernet(inner), refused, expired]))
    write("icmp-reply-only", timed([answered]))
    asked6 = ethernet(ipv6(icmp6(128, 0, b"\0\1\0\1ping"), protocol=58))
    answered6 = ethernet(ipv6(icmp6(129, 0, b"\0\1\0\1ping", SERVER6, CLIENT6), SERVER6, CLIENT6, protocol=58))
    write("icmp6", timed([asked6, answered6]))
    cut_inner = ethernet(ipv4(icmp(3, 1, b"\0\0\0\0" + inner[:12]), SERVER, CLIENT, protocol=1))
    write("icmp-cut-inside", timed([cut_inner]))


def odd_headers():
    """Headers that lie or end too early; each must be survived, none must be believed."""
    syn = tcp(40000, 80, 1000, 0, SYN)
    frames = [
        ethernet(b"\x45"),                                                    # one byte of IP
        ethernet(ipv4(syn, total=2000)),                                      # longer than the packet
        ethernet(ipv4(syn, total=10)),                                        # shorter than its header
        ethernet(b"\x41" + ipv4(syn)[1:]),                                    # a header of four bytes
        ethernet(ipv4(syn[:12])),                                             # half a TCP header
        ethernet(ipv4(syn[:12] + b"\xf0" + syn[13:])),                        # TCP options that are not there
        ethernet(ipv4(syn[:12] + b"\x10" + syn[13:])),                        # a TCP header of four bytes
        ethernet(ipv4(b"\0\1\0\2", protocol=17)),                             # half a UDP header
        ethernet(ipv4(b"\x08", protocol=1)),                                  # one byte of ICMP
        ethernet(ipv6(syn, length=4000)),
        ethernet(ipv6(b"", protocol=6)),
        ethernet(ipv4(b"", protocol=255)),                                    # nobody knows the protocol
        ethernet(b"\x90" * 40, kind=0x0800),                                  # version 9
        ethernet(b"", kind=0x0800),
        b"\2\0\0\0",                                                          # no whole Ethernet header
        ethernet(b"\0\2" + ipv4(syn), kind=0x8100)[:16],                      # a cut VLAN tag
        ethernet(ipv4(syn), kind=0x1234),                                     # an unknown EtherType
        ethernet(ipv4(syn, options=b"\x07\x27\x04" + b"\0" * 5)),             # a record-route option that lies
    ]
    write("odd-headers", timed(frames))
    arp = struct.pack("!HHBBH", 1, 0x0800, 6, 4, 1) + b"\2\0\0\0\0\1\x0a\2\0\1" + b"\0" * 6 + b"\x0a\2\0\2"
    write("arp", timed([ethernet(arp, kind=0x0806)]))
    padded = ethernet(ipv4(syn)) + b"\0" * 6
    write("ethernet-padding", timed([padded]))
    write("ethernet-llc", timed([b"\1\x80\xc2\0\0\0\2\0\0\0\0\1" + b"\0\x26\x42\x42\3" + b"\0" * 35]))


def clocks():
    flow = Flow().open().ask().close()
    back = [(time - (0.5 if number == 5 else 0), data) for number, (time, data) in enumerate(flow.packets)]
    write("time-runs-backwards", back)
    write("time-zero", [(number * 0.001, data) for number, (_, data) in enumerate(flow.packets)])


def links():
    """Link types that Linux does not capture by itself."""
    flow = Flow().open().ask().close()
    inner = [(time, data[14:]) for time, data in flow.packets]
    write("link-null", [(time, struct.pack("<I", 2) + data) for time, data in inner], link=NULL)
    write("link-null-big-endian", [(time, struct.pack(">I", 2) + data) for time, data in inner], link=NULL)
    write("link-loop", [(time, struct.pack(">I", 2) + data) for time, data in inner], link=LOOP)
    six = Flow(source=CLIENT6, target=SERVER6).open().ask().close()
    for family in (24, 28, 30):
        write(f"link-null-ipv6-{family}",
              [(time, struct.pack("<I", family) + data[14:]) for time, data in six.packets], link=NULL)
    write("link-unknown", inner, link=147)


def main():
    for part in (tcp_delivery, text_protocols, tcp_beginnings, tcp_ends, silent_ends, udp_flows, broken_checksums, fragments, extension_headers,
                 icmp_messages, odd_headers, clocks, links):
        part()


if __name__ == "__main__":
    main()
