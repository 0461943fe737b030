#!/usr/bin/env python3
"""TLS that no ordinary client speaks: SSL 2, heartbeats, too many alerts, the wrong way round, broken records.

Writes the same bytes every time. Needs nothing but Python.
"""

import struct

from packets import ACK, PSH, START, Flow, datagrams, write

HANDSHAKE, ALERT, CHANGE, DATA, HEARTBEAT = 22, 21, 20, 23, 24
RSA = 0x002F
RETRY = bytes.fromhex("cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c")


def record(kind, body, version=0x0303):
    return struct.pack("!BHH", kind, version, len(body)) + body


def message(kind, body):
    return bytes([kind]) + struct.pack("!I", len(body))[1:] + body


def extension(kind, data):
    return struct.pack("!HH", kind, len(data)) + data


def part(data):
    return struct.pack("!H", len(data)) + data


def client_hello(*extensions, version=0x0303):
    return message(1, struct.pack("!H", version) + bytes(4) + b"c" * 28 + b"\0" + part(struct.pack("!HH", RSA, 0x1301)) +
                   b"\1\0" + part(b"".join(extensions)))


def server_hello(*extensions, cipher=RSA, random=b"s" * 32, version=0x0303):
    return message(2, struct.pack("!H", version) + random + b"\0" + struct.pack("!H", cipher) + b"\0" +
                   part(b"".join(extensions)))


def name(*names):
    return extension(0, part(b"".join(bytes([kind]) + part(text) for kind, text in names)))


class Talk(Flow):
    def c(self, *records):
        return self.client(PSH | ACK, b"".join(records)).server(ACK)

    def s(self, *records):
        return self.server(PSH | ACK, b"".join(records)).client(ACK)

    def hellos(self):
        return self.c(record(HANDSHAKE, client_hello())).s(record(HANDSHAKE, server_hello()))


def heartbeat(kind, length, payload):
    return record(HEARTBEAT, struct.pack("!BH", kind, length) + payload)


def odd():
    flows = []

    def talk():
        flow = Talk(sport=40001 + len(flows), dport=443, start=START + len(flows)).open()
        flows.append(flow)
        return flow

    # 1: two names and a thing that is no name.
    talk().c(record(HANDSHAKE, client_hello(name((0, b"a.example"), (0, b"b.example"), (7, b"what"))))).close()
    # 2: twelve alerts in one record.
    talk().hellos().c(record(ALERT, b"\1\0" * 12)).close()
    # 3: data before anything is encrypted.
    talk().hellos().c(record(DATA, b"early")).close()
    # 4: the server of the connection is the client of the session.
    talk().s(record(HANDSHAKE, client_hello())).c(record(HANDSHAKE, server_hello())).close()
    # 5: a heartbeat that claims more than it has, and an answer; then a proper one.
    flow = talk().hellos().c(heartbeat(1, 16384, b"x")).s(heartbeat(2, 16384, b"y" * 400))
    flow.c(heartbeat(1, 4, b"ping" + bytes(16))).close()
    # 6: a record of nothing known.
    talk().hellos().c(b"\x63rubbish").close()
    # 7: a message longer than anybody sends.
    talk().c(record(HANDSHAKE, b"\x01\xff\xff\xff")).close()
    # 8: a hello that is cut short.
    talk().c(record(HANDSHAKE, message(1, b"\3\3short"))).close()
    # 9: an unknown version.
    talk().c(record(HANDSHAKE, client_hello(version=0x0909))).close()
    # 10: bytes are missing behind the hellos.
    flow = talk().hellos()
    flow.seq[True] += 100
    flow.c(record(DATA, b"later")).close()
    # 11: a hello retry request.
    shares = extension(43, b"\3\4") + extension(51, b"\0\x17")
    flow = talk().c(record(HANDSHAKE, client_hello())).s(record(HANDSHAKE, server_hello(shares, random=RETRY, cipher=0x1301)))
    flow.c(record(CHANGE, b"\1"), record(HANDSHAKE, client_hello()))
    flow.s(record(HANDSHAKE, server_hello(shares + b"", cipher=0x1301)), record(DATA, b"e" * 40)).c(record(DATA, b"e" * 40)).close()
    write("tls-odd", sorted((packet for flow in flows for packet in flow.packets), key=lambda packet: packet[0]))


def ssl2():
    ciphers = b"\1\0\x80\7\0\xc0"
    hello = b"\1\0\2" + struct.pack("!HHH", len(ciphers), 0, 16) + ciphers + b"c" * 16
    answer = b"\4\0\1\0\2" + struct.pack("!HHH", 3, 3, 16) + b"xyz" + b"\1\0\x80" + b"s" * 16
    wrap = lambda body: struct.pack("!H", 0x8000 | len(body)) + body
    flow = Talk(dport=443).open().c(wrap(hello)).s(wrap(answer)).c(wrap(b"\2\1\0\x80" + bytes(6) + b"k" * 8))
    flow.s(wrap(b"?" * 20)).c(wrap(b"!" * 20)).close()
    # A client of TLS 1.0 that begins in the frame of SSL 2 for the sake of old servers.
    hopeful = Talk(sport=40002, dport=443, start=START + 1).open()
    hopeful.c(wrap(b"\1\3\1" + hello[3:])).s(record(HANDSHAKE, server_hello())).close()
    write("ssl2", flow.packets + hopeful.packets)


def dtls():
    """Fragments far apart, and datagrams of something else in between."""
    hello = client_hello(version=0xFEFD)
    body = hello[4:39] + b"\0" + hello[39:]

    def wrap(number, sequence, offset, data):
        piece = bytes([1]) + struct.pack("!I", len(body))[1:] + struct.pack("!H", sequence)
        piece += struct.pack("!I", offset)[1:] + struct.pack("!I", len(data))[1:] + data
        return struct.pack("!BHHHIH", HANDSHAKE, 0xFEFD, 0, 0, number, len(piece)) + piece

    # A binding request of STUN (RFC 5389, section 6), as WebRTC sends before and between.
    binding = struct.pack("!HHI", 1, 0, 0x2112A442) + b"transaction."
    write("dtls-fragments", datagrams(
        (True, 40001, 443, wrap(0, 0, 20, body[20:])), (True, 40001, 443, b"\0\1something of STUN"),
        (True, 40001, 443, wrap(1, 0, 0, body[:20])),
        (True, 40002, 443, wrap(0, 0, 0, body[:20])), (True, 40002, 443, wrap(1, 50, 0, body[:20])),
        *((True, 40003, 443, b"\0nothing") for _ in range(12)),
        (True, 40004, 443, binding), (True, 40004, 443, wrap(0, 0, 0, body)), (True, 40004, 443, binding)))


odd()
ssl2()
dtls()
