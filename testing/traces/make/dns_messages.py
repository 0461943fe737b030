#!/usr/bin/env python3
"""DNS that no resolver sends on demand: every kind of record, updates, and what is broken.

Writes the same bytes every time. Needs nothing but Python.
"""

import socket
import struct

from packets import ACK, CLIENT, PSH, SERVER, START, Flow, datagrams, ethernet, ipv4, udp, write

PORT = 40053
A, NS, CNAME, SOA, WKS, PTR, HINFO, MX, TXT, AAAA, LOC, SRV, NAPTR, A6, OPT, DS, SSHFP, RRSIG, NSEC, DNSKEY = (
    1, 2, 5, 6, 11, 12, 13, 15, 16, 28, 29, 33, 35, 38, 41, 43, 44, 46, 47, 48)
NSEC3, NSEC3PARAM, SVCB, HTTPS, SPF, TKEY, TSIG, CAA, BINDS = 50, 51, 64, 65, 99, 249, 250, 257, 65534
IN, NONE, ANY = 1, 254, 255
REPLY, AUTHORITY, WANT, OFFER = 0x8000, 0x0400, 0x0100, 0x0080


def name(text):
    labels = [label for label in text.split(".") if label]
    return b"".join(bytes([len(label)]) + label.encode() for label in labels) + b"\0"


def string(data):
    return bytes([len(data)]) + data


def pointer(at):
    return struct.pack("!H", 0xC000 | at)


def record(owner, kind, data, klass=IN, ttl=300):
    owner = owner if isinstance(owner, bytes) else name(owner)
    return owner + struct.pack("!HHIH", kind, klass, ttl, len(data)) + data


def message(number, flags, questions=(), answers=(), authorities=(), additionals=()):
    head = struct.pack("!HHHHHH", number, flags, len(questions), len(answers), len(authorities), len(additionals))
    return head + b"".join([*questions, *answers, *authorities, *additionals])


def question(text, kind, klass=IN):
    return name(text) + struct.pack("!HH", kind, klass)


def exchange(number, text, kind, answers, flags=REPLY | AUTHORITY | WANT | OFFER, authorities=(), additionals=()):
    """A request and its reply."""
    asked = question(text, kind)
    yield True, message(number, WANT, [asked])
    yield False, message(number, flags, [asked], answers, authorities, additionals)


def over_udp(title, messages, port=53):
    write(title, datagrams(*[(True, PORT, port, m) if ours else (False, port, PORT, m) for ours, m in messages]))


def records():
    zone = "a.test"
    v4, v6 = socket.inet_aton("10.2.0.1"), socket.inet_pton(socket.AF_INET6, "fd00:2::1")
    of_type = [
        (A, v4), (AAAA, v6), (A6, b"\x40" + v6[8:] + name("net.test")), (NS, name("ns.a.test")),
        (CNAME, pointer(12)), (PTR, name("Host.A.Test")),
        (SOA, name("ns.a.test") + name("root.a.test") + struct.pack("!IIIII", 2026, 3600, 600, 86400, 60)),
        (WKS, v4 + b"\x06\x00\x40"), (HINFO, string(b"PDP-11") + string(b"UNIX")),
        (MX, struct.pack("!H", 10) + name("mx.a.test")), (TXT, string(b"one") + string(b"") + string(b"three words here")),
        (SPF, string(b"v=spf1 -all")), (CAA, b"\x80" + string(b"issue") + b"ca.test"),
        (SRV, struct.pack("!HHH", 1, 2, 5060) + name("sip.a.test")),
        (NAPTR, struct.pack("!HH", 100, 10) + string(b"U") + string(b"E2U+sip") + string(b"!^.*$!sip:x@a.test!") + name("")),
        (LOC, b"\x00\x12\x16\x13" + struct.pack("!III", 2282029648, 1708315648, 10000000)),
        (DS, struct.pack("!HBB", 4711, 8, 2) + bytes(range(32))), (SSHFP, b"\x04\x02" + bytes(range(32))),
        (RRSIG, struct.pack("!HBBIIIH", A, 13, 2, 300, 1790000000, 1780000000, 4711) + name("a.test") + b"sig"),
        (DNSKEY, struct.pack("!HBB", 257, 3, 13) + b"key"), (NSEC, name("b.a.test") + b"\x00\x01\x40"),
        (NSEC3, struct.pack("!BBH", 1, 0, 5) + string(b"salt") + string(b"hashed") + b"\x00\x01\x40\x01\x01\x80"),
        (NSEC3PARAM, struct.pack("!BBH", 1, 0, 5) + string(b"salt")), (BINDS, b"\x08\x12\x57\x00\x01"),
        (SVCB, struct.pack("!H", 0) + name("alias.test")),
        (HTTPS, struct.pack("!H", 1) + name("") + b"".join(struct.pack("!HH", key, len(value)) + value for key, value in [
            (0, struct.pack("!HH", 1, 3)), (1, string(b"h2") + string(b"h3")), (2, b""), (3, struct.pack("!H", 8443)),
            (4, v4 + v4), (5, b"ECH config"), (6, v6), (667, b"raw")])),
        (4242, b"whatever"),
    ]
    messages = []
    for number, (kind, data) in enumerate(of_type):
        messages += exchange(number, zone, kind, [record(pointer(12), kind, data)])
    over_udp("dns-records", messages)


def extensions():
    def opt(*options, size=1232, flags=0x8000):
        data = b"".join(struct.pack("!HH", code, len(value)) + value for code, value in options)
        return b"\0" + struct.pack("!HHIH", OPT, size, flags, len(data)) + data

    asked = question("a.test", A)
    extra = [
        opt((8, struct.pack("!HBB", 1, 24, 0) + b"\x0a\x02\x03"), (10, b"8 bytes!"), (11, b"")),
        opt((8, struct.pack("!HBB", 2, 56, 48) + b"\xfd\x00\x00\x02\x00\x00\x01"), (10, b"8 bytes!" + b"of the server..."),
            (11, struct.pack("!H", 300))),
        opt((8, b"\x00\x01\x18"), (8, struct.pack("!HBB", 1, 33, 0) + b"\x0a\x02\x03\x04\x05"),
            (8, struct.pack("!HBB", 1, 32, 0) + b"\x0a\x02\x03"), (8, struct.pack("!HBB", 9, 0, 0)), (10, b"short"),
            (11, b"\x01")),
        record("key.test", TSIG, name("hmac-sha256.") + struct.pack("!HIHH", 0, 1790000000, 300, 4) + b"sign"
               + struct.pack("!HHH", 7, 0, 0), klass=ANY, ttl=0),
        record("key.test", TKEY, name("gss-tsig") + struct.pack("!IIHHH", 1780000000, 1790000000, 3, 0, 3) + b"key"
               + struct.pack("!H", 0), klass=ANY, ttl=0),
    ]
    over_udp("dns-extensions", [(True, message(number, WANT, [asked], additionals=[more]))
                                for number, more in enumerate(extra)])


def broken():
    asked = question("a.test", A)
    far = pointer(12)

    def reply(*answers, count=None):
        text = message(1, REPLY | AUTHORITY, [asked], answers)
        return text if count is None else text[:6] + struct.pack("!H", count) + text[8:]

    cases = [
        b"\x00\x01\x80",                                                            # shorter than a header
        message(1, REPLY, [b"\x07exam"]),                                           # a name beyond the end
        message(1, REPLY, [b"\x80" + b"x" * 20]),                                   # no such kind of label
        message(1, REPLY, [b"\x3f" + b"y" * 63 + (b"\x3f" + b"y" * 63) * 4 + name("") + b"\0\1\0\1"]),  # too long
        message(1, REPLY, [name("a.test")]),                                        # a question without its type
        reply(pointer(500) + b"\0\1\0\1"),                                          # forward
        reply(far + b"\0\1\0\1\0\0"),                                               # too short for a record
        reply(far + struct.pack("!HHIH", A, IN, 5, 99) + b"\x0a\0\0\1"),            # longer than what is left
        reply(record(far, A, b"\x0a\0\0")),                                         # an address of three bytes
        reply(record(far, AAAA, b"\xfd" * 15)),
        reply(record(far, MX, b"\0\1" + far + b"left over")),
        reply(record(far, TXT, b"\x09short")),
        reply(record(far, LOC, b"\0" * 15)),
        reply(record(far, SVCB, b"\0")),
        reply(record(far, HTTPS, b"\0\1\0" + b"\0\1\0\4\2h2\x09" + b"\0\3\0\3\1\2\3")),
        reply(record(far, A, b"\x0a\0\0\1"), count=2),                              # one record less than promised
        struct.pack("!HHHHHH", 1, 0, 26, 0, 0, 0) + asked * 26,                     # too many questions
    ]
    packets = []
    for number, payload in enumerate(cases):
        body = udp(53, 41000 + number, payload, SERVER, CLIENT)
        packets.append((START + number, ethernet(ipv4(body, SERVER, CLIENT, protocol=17, ident=number + 1))))
    write("dns-broken", packets)
    over_udp("dns-jumps", [(True, message(1, WANT, [asked])), (False, chained(18)), (False, chained(30)),
                           (True, message(2, WANT, [asked]))])


def chained(depth):
    """A question whose name takes so many jumps to read."""
    head = struct.pack("!HHHHHH", 1, REPLY, 2, 0, 0, 0)
    # The first question is one long label that holds pointers, each to the one before; the last is the second
    # question's name.
    label_at = len(head) + 1
    inside = b"\1a\0" + b"".join(pointer(label_at if i == 0 else label_at + 3 + 2 * (i - 1)) for i in range(depth))
    first = bytes([len(inside)]) + inside + b"\0" + b"\0\1\0\1"
    return head + first + pointer(label_at + 3 + 2 * (depth - 1)) + b"\0\1\0\1"


def updates():
    zone = question("a.test", SOA)
    update = 5 << 11
    parts = ([record("in-use.a.test", 255, b"", klass=ANY, ttl=0), record("free.a.test", 255, b"", klass=NONE, ttl=0),
              record("no.a.test", CNAME, b"", klass=NONE, ttl=0), record("is.a.test", A, b"", klass=ANY, ttl=0)],
             [record("gone.a.test", 255, b"", klass=ANY, ttl=0), record("gone.a.test", A, b"", klass=ANY, ttl=0),
              record("gone.a.test", A, b"\x0a\2\0\1", klass=NONE, ttl=0), record("new.a.test", A, b"\x0a\2\0\2")])
    over_udp("dns-update", [(True, message(1, update, [zone], *parts)), (False, message(1, REPLY | update, [zone], *parts))])


def opcodes():
    """Messages of other kinds than questions and updates, each with its answer in a connection of its own."""
    turns = []
    for opcode in (1, 2, 4, 6, 15):
        asked = message(opcode, opcode << 11, [question("a.test", SOA)])
        told = message(opcode, REPLY | opcode << 11, [question("a.test", SOA)])
        turns += [(True, PORT + opcode, 53, asked), (False, 53, PORT + opcode, told)]
    write("dns-opcodes", datagrams(*turns))


def snapped():
    """Messages that the capture cut: in an answer, in an authority, behind the length of a label."""
    ask, soa = question("a.test", A), record(pointer(12), SOA, name("ns.a.test") * 2 + bytes(20))
    answered = message(1, REPLY, [ask], [record(pointer(12), A, b"\x0a\2\0\1")])
    denied = message(2, REPLY | 3, [ask], authorities=[soa])
    cut = [(answered, 2), (denied, 5), (message(3, WANT, [question("aaaa.test", A)]), 9)]
    packets = datagrams(*[(bool(text[2] >> 7) is False, *((53, PORT + n) if text[2] >> 7 else (PORT + n, 53)), text)
                          for n, (text, _) in enumerate(cut)])
    write("dns-snapped", [(time, frame[:-missing], len(frame)) for (time, frame), (_, missing) in zip(packets, cut)])


def pairing():
    """Requests and replies in every order."""
    ask, answer = question("a.test", A), [record(pointer(12), A, b"\x0a\2\0\1")]
    flags = REPLY | AUTHORITY
    over_udp("dns-pairing", [
        (True, message(1, WANT, [ask])), (True, message(2, WANT, [question("b.test", A)])),
        (True, message(3, WANT, [question("c.test", A)])), (False, message(2, flags, [question("b.test", A)], answer)),
        (False, message(1, flags, [ask], answer)), (False, message(9, flags, [ask], answer)),
        (True, message(9, WANT, [ask])), (True, message(4, WANT, [question("Never.Answered.Test", A)])),
        (False, message(3, flags | 3, [question("c.test", A)])), (False, message(8, flags | 5))])
    ticks = [(START + n, ethernet(ipv4(udp(40999, 9, b"tick", CLIENT, SERVER), CLIENT, SERVER, protocol=17, ident=n + 1)))
             for n in range(1, 31)]
    write("dns-then-silence", datagrams((True, PORT, 53, message(1, WANT, [ask])),
                                        (False, 53, PORT, message(1, flags, [ask], answer))) + ticks)
    multicast = [message(0, 0, [question("host.local", A)]),
                 message(0, flags, answers=[record("host.local", A, b"\x0a\2\0\1")])]
    write("dns-multicast", [(START + n, ethernet(ipv4(udp(5353, 5353, m, CLIENT, "224.0.0.251"), CLIENT, "224.0.0.251",
                                                      protocol=17, ident=n + 1))) for n, m in enumerate(multicast)])


def netbios():
    def wrapped(text, kind=0x20):
        plain = text.encode().ljust(15) + bytes([kind])
        return "".join(chr(65 + (byte >> 4)) + chr(65 + (byte & 15)) for byte in plain)

    box = wrapped("FILESERVER")
    register = 5 << 11 | 0x0110
    over_udp("dns-netbios", [
        (True, message(1, 0x0110, [question(box, 32)])),
        (False, message(1, REPLY | AUTHORITY, answers=[record(box, 32, b"\x60\0\x0a\1\1\2")])),
        (True, message(2, 0, [question(wrapped("*" + "\0" * 14, 0), 33)])),
        (True, message(3, register, [question(box, 32)], additionals=[record(pointer(12), 32, b"\0\0\x0a\1\1\2")]))], port=137)


def over_tcp():
    """Messages cut anywhere, several in one segment, and behind a hole."""
    def framed(text):
        return struct.pack("!H", len(text)) + text

    asked = [framed(message(n, WANT, [question(f"n{n}.test", A)])) for n in range(4)]
    told = [framed(message(n, REPLY, [question(f"n{n}.test", A)], [record(pointer(12), A, b"\x0a\2\0" + bytes([n]))]))
            for n in range(4)]
    flow = Flow(dport=53).open()
    flow.client(PSH | ACK, asked[0] + asked[1]).server(ACK)
    both = told[0] + told[1]
    flow.server(PSH | ACK, both[:1]).server(PSH | ACK, both[1:20]).server(PSH | ACK, both[20:]).client(ACK)
    flow.client(PSH | ACK, asked[2]).server(ACK)
    flow.seq[False] += len(told[2])
    flow.client(ACK).client(PSH | ACK, asked[3]).server(PSH | ACK, told[3]).client(ACK)
    write("dns-tcp-segments", flow.close().packets)


def cut_off():
    """A shell on the port of DNS: what look like lengths promise more than both sides say."""
    flow = Flow(dport=53).open()
    flow.client(PSH | ACK, b"id\r\nls\r\n").server(PSH | ACK, b"Directory of C:\\\r\n").client(ACK)
    write("dns-tcp-cut", flow.close().packets)


if __name__ == "__main__":
    records()
    extensions()
    broken()
    updates()
    opcodes()
    snapped()
    pairing()
    netbios()
    over_tcp()
    cut_off()
