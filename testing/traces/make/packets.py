"""Packets and capture files from scratch: what real programs would not send, or not on demand.

Headers are bytes, built from the inside out: ethernet(ipv4(tcp(...))). A capture is a list of
(time in seconds, bytes). Times start at a fixed moment so that the files come out the same again.
"""

import ipaddress
import pathlib
import struct

START = 1700000000.0
TRACES = pathlib.Path(__file__).resolve().parent.parent

CLIENT, SERVER = "10.2.0.1", "10.2.0.2"
CLIENT6, SERVER6 = "fd00:2::1", "fd00:2::2"

FIN, SYN, RST, PSH, ACK, URG, ECE, CWR = (1 << bit for bit in range(8))
ETHERNET, NULL, RAW, LOOP, PPP, COOKED = 1, 0, 101, 108, 9, 113


def write(name, packets, link=ETHERNET, snaplen=262144, order="<", magic=0xA1B2C3D4):
    """Writes <name>.pcap; a packet may carry its length on the wire as a third part."""
    scale = 10**9 if magic == 0xA1B23C4D else 10**6
    out = struct.pack(order + "IHHiIII", magic, 2, 4, 0, 0, snaplen, link)
    for packet in packets:
        time, data = packet[0], packet[1]
        wire = packet[2] if len(packet) > 2 else len(data)
        seconds = int(time)
        fraction = round((time - seconds) * 10**6) * (scale // 10**6)
        out += struct.pack(order + "IIII", seconds, fraction, len(data[:snaplen]), wire) + data[:snaplen]
    (TRACES / f"{name}.pcap").write_bytes(out)


def read(name):
    """The packets of a little-endian microsecond capture, as lists of [time, bytes]."""
    data = (TRACES / f"{name}.pcap").read_bytes()
    assert struct.unpack_from("<I", data)[0] == 0xA1B2C3D4
    packets, position = [], 24
    while position < len(data):
        seconds, fraction, captured, _ = struct.unpack_from("<IIII", data, position)
        position += 16
        packets.append([seconds + fraction / 10**6, data[position:position + captured]])
        position += captured
    return packets


def checksum(data):
    if len(data) % 2:
        data += b"\0"
    total = sum(struct.unpack(f"!{len(data) // 2}H", data))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def packed(address):
    return ipaddress.ip_address(address).packed


def pseudo(source, target, protocol, length):
    if ":" in source:
        return packed(source) + packed(target) + struct.pack("!II", length, protocol)
    return packed(source) + packed(target) + struct.pack("!BBH", 0, protocol, length)


def ethernet(payload, kind=None, source=1, target=2):
    if kind is None:
        kind = 0x86DD if payload[0] >> 4 == 6 else 0x0800
    return bytes([2, 0, 0, 0, 0, target, 2, 0, 0, 0, 0, source]) + struct.pack("!H", kind) + payload


def ipv4(payload, source=CLIENT, target=SERVER, protocol=6, ident=1, flags=2, offset=0, ttl=64, options=b"",
         total=None, broken=False):
    """flags: 2 is 'do not fragment', 1 is 'more fragments'; offset in bytes."""
    words = 5 + len(options) // 4
    length = words * 4 + len(payload) if total is None else total
    head = struct.pack("!BBHHHBBH", 0x40 | words, 0, length, ident, flags << 13 | offset // 8, ttl, protocol, 0)
    head += packed(source) + packed(target) + options
    found = checksum(head) ^ (0x5555 if broken else 0)
    return head[:10] + struct.pack("!H", found) + head[12:] + payload


def ipv6(payload, source=CLIENT6, target=SERVER6, protocol=6, hops=64, length=None):
    length = len(payload) if length is None else length
    return struct.pack("!IHBB", 0x60000000, length, protocol, hops) + packed(source) + packed(target) + payload


def tcp(source_port, target_port, seq, ack, flags, payload=b"", window=65535, options=b"",
        source=CLIENT, target=SERVER, broken=False, urgent=0):
    options += b"\0" * (-len(options) % 4)
    words = 5 + len(options) // 4
    segment = struct.pack("!HHIIBBHHH", source_port, target_port, seq & 0xFFFFFFFF, ack & 0xFFFFFFFF, words << 4,
                          flags, window, 0, urgent) + options + payload
    found = checksum(pseudo(source, target, 6, len(segment)) + segment) ^ (0x5555 if broken else 0)
    return segment[:16] + struct.pack("!H", found) + segment[18:]


def udp(source_port, target_port, payload, source=CLIENT, target=SERVER, broken=False, length=None, unsummed=False):
    length = 8 + len(payload) if length is None else length
    datagram = struct.pack("!HHHH", source_port, target_port, length, 0) + payload
    found = checksum(pseudo(source, target, 17, len(datagram)) + datagram) or 0xFFFF
    found = 0 if unsummed else found ^ (0x5555 if broken else 0)
    return datagram[:6] + struct.pack("!H", found) + datagram[8:]


def icmp(kind, code, rest, broken=False):
    message = struct.pack("!BBH", kind, code, 0) + rest
    found = checksum(message) ^ (0x5555 if broken else 0)
    return message[:2] + struct.pack("!H", found) + message[4:]


def icmp6(kind, code, rest, source=CLIENT6, target=SERVER6):
    message = struct.pack("!BBH", kind, code, 0) + rest
    found = checksum(pseudo(source, target, 58, len(message)) + message)
    return message[:2] + struct.pack("!H", found) + message[4:]


class Flow:
    """A TCP connection being written: keeps ports, sequence numbers and the clock."""

    def __init__(self, sport=40000, dport=80, seq=1000, ack=5000, start=START, source=CLIENT, target=SERVER):
        self.sport, self.dport, self.source, self.target = sport, dport, source, target
        self.seq = {True: seq, False: ack}
        self.now = start
        self.packets = []

    def wait(self, seconds):
        self.now += seconds
        return self

    def send(self, from_client, flags, payload=b"", seq=None, advance=True, broken=False, ack=None, **more):
        """One segment; `seq` sends at another place, and then the flow does not move on."""
        ours = self.seq[from_client] if seq is None else seq
        theirs = (self.seq[not from_client] if flags & ACK else 0) if ack is None else ack
        ends = (self.source, self.target) if from_client else (self.target, self.source)
        ports = (self.sport, self.dport) if from_client else (self.dport, self.sport)
        segment = tcp(*ports, ours, theirs, flags, payload, source=ends[0], target=ends[1], broken=broken, **more)
        network = (ipv6(segment, *ends) if ":" in ends[0]
                   else ipv4(segment, *ends, ident=len(self.packets) + 1))
        frame = ethernet(network, source=1 if from_client else 2, target=2 if from_client else 1)
        self.packets.append((self.now, frame))
        self.now += 0.001
        if seq is None and advance:
            self.seq[from_client] += len(payload) + bool(flags & SYN) + bool(flags & FIN)
        return self

    def client(self, flags=ACK, payload=b"", **more):
        return self.send(True, flags, payload, **more)

    def server(self, flags=ACK, payload=b"", **more):
        return self.send(False, flags, payload, **more)

    def open(self):
        return self.client(SYN).server(SYN | ACK).client(ACK)

    def ask(self, request=b"question", answer=b"answer"):
        self.client(PSH | ACK, request).server(ACK)
        return self.server(PSH | ACK, answer).client(ACK)

    def close(self):
        return self.client(FIN | ACK).server(ACK).server(FIN | ACK).client(ACK)


def datagrams(*what, start=START, step=0.01):
    """UDP packets from (from client?, source port, target port, payload), both sides in one frame."""
    packets = []
    for number, (from_client, source_port, target_port, payload) in enumerate(what):
        ends = (CLIENT, SERVER) if from_client else (SERVER, CLIENT)
        body = udp(source_port, target_port, payload, *ends)
        packets.append((start + number * step, ethernet(ipv4(body, *ends, protocol=17, ident=number + 1))))
    return packets
