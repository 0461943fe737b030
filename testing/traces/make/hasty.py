#!/usr/bin/env python3
"""Those who do not wait for the other side, and those who never come to an end.

Writes the same bytes every time. Needs nothing but Python.
"""

import struct

from packets import ACK, PSH, Flow, datagrams, write


def talk(sport, dport, turns, size=1400):
    """Turns are ("c" or "s", bytes); each begins a segment of its own."""
    flow = Flow(sport=sport, dport=dport).open()
    for who, data in turns:
        for start in range(0, len(data), size):
            (flow.client if who == "c" else flow.server)(PSH | ACK, data[start:start + size])
        (flow.server if who == "c" else flow.client)(ACK)
    return flow.close().packets


def length3(data):
    return struct.pack("!I", len(data))[1:] + data


def tls(kind, body):
    """A message of the handshake in its record."""
    message = bytes([kind]) + length3(body)
    return b"\x16\x03\x03" + struct.pack("!H", len(message)) + message


CLIENT_HELLO = tls(1, b"\3\3" + b"r" * 32 + b"\0" + b"\0\2\xc0\x2f" + b"\1\0" +
                   b"\0\x11" + b"\0\0\0\x0d" + b"\0\x0b\0\0\x08db.local")
SERVER_HELLO = tls(2, b"\3\3" + b"r" * 32 + b"\0" + b"\xc0\x2f" + b"\0")


# ---- Without waiting ------------------------------------------------------------------

def text(data):
    return struct.pack("!I", len(data)) + data


def ssh_packet(kind, body):
    padding = 8 - (len(body) + 6) % 8 + 4
    return struct.pack("!IBB", len(body) + 2 + padding, padding, kind) + body + b"\0" * padding


KEX_INIT = ssh_packet(20, b"c" * 16 + text(b"curve25519-sha256") + text(b"ssh-ed25519") + text(b"aes128-ctr") * 2 +
                      text(b"hmac-sha2-256") * 2 + text(b"none") * 2 + text(b"") * 2 + b"\0" * 5)
SSH_CLIENT, SSH_SERVER = b"SSH-2.0-client\r\n", b"SSH-2.0-server\r\n"
SSH_KEYS = [
    ("c", ssh_packet(30, text(b"k" * 32))),
    ("s", ssh_packet(31, text(text(b"ssh-ed25519") + text(b"h" * 32)) + text(b"q" * 32) + text(b"sig")) +
     ssh_packet(21, b"")),
    ("c", ssh_packet(21, b"")),
]
SSH_BEHIND_GREETING = [("c", SSH_CLIENT), ("c", KEX_INIT), ("s", KEX_INIT)] + SSH_KEYS


def mysql_packet(number, body):
    return struct.pack("<I", len(body))[:3] + bytes([number]) + body


MYSQL_GREETING = mysql_packet(0, b"\x0a5.7.1\0" + b"\1\0\0\0" + b"a" * 8 + b"\0" + b"\xff\xff\x21\2\0\x0f\x80\x15" +
                              b"\0" * 10 + b"b" * 12 + b"\0")
MYSQL_WISH = mysql_packet(1, struct.pack("<IIB", 0xAA85 | 0x800, 1 << 24, 0x21) + b"\0" * 23)


def dns(flags, answers=0):
    question = b"\3www\1a\3com\0\0\1\0\1"
    answer = b"\xc0\x0c\0\1\0\1\0\0\0\5\0\4\1\2\3\4"
    return struct.pack("!HHHHHH", 1, flags, 1, answers, 0, 0) + question + answer * answers


def hasty():
    connect = b"CONNECT h:22 HTTP/1.1\r\nHost: h:22\r\n\r\n"
    connected = b"HTTP/1.1 200 Connection established\r\n\r\n"
    where = b"\1\1\2\3\4\0\x16"
    flows = [
        # TLS in the segment of the wish for it.
        talk(40001, 3306, [("s", MYSQL_GREETING), ("c", MYSQL_WISH + CLIENT_HELLO), ("s", SERVER_HELLO)]),
        # A server that speaks first, in the segment of the proxy's reply.
        talk(40002, 3128, [("c", connect), ("s", connected + SSH_SERVER)] + SSH_BEHIND_GREETING),
        talk(40003, 1080, [("c", b"\5\1\0"), ("s", b"\5\0"), ("c", b"\5\1\0" + where),
                           ("s", b"\5\0\0" + where + SSH_SERVER)] + SSH_BEHIND_GREETING),
        talk(40004, 1080, [("c", b"\4\1\0\x16\1\2\3\4u\0"), ("s", b"\0\x5a\0\x16\1\2\3\4" + SSH_SERVER)] +
             SSH_BEHIND_GREETING),
        # The same in segments of their own.
        talk(40005, 3128, [("c", connect), ("s", connected), ("s", SSH_SERVER)] + SSH_BEHIND_GREETING),
        talk(40006, 1080, [("c", b"\5\1\0"), ("s", b"\5\0"), ("c", b"\5\1\0" + where), ("s", b"\5\0\0" + where),
                           ("s", SSH_SERVER)] + SSH_BEHIND_GREETING),
        # A client that does not wait for the server's version.
        talk(40007, 22, [("c", SSH_CLIENT), ("c", KEX_INIT), ("s", SSH_SERVER), ("s", KEX_INIT)] + SSH_KEYS),
        talk(40008, 22, [("c", SSH_CLIENT + KEX_INIT), ("s", SSH_SERVER + KEX_INIT)] + SSH_KEYS),
        # An answer of another operation (OpCode 1) with the same number, in front of that to the question.
        datagrams((True, 40009, 53, dns(0x0100)), (False, 53, 40009, dns(0x8800)), (False, 53, 40009, dns(0x8180, 1))),
    ]
    write("hasty", [packet for flow in flows for packet in flow])


# ---- Without end ----------------------------------------------------------------------

def smb2(command, message, tree=0, answer=False, body=b"\4\0\0\0"):
    header = b"\xfeSMB" + struct.pack("<HHIHHIIQIIQ", 64, 0, 0, command, 1, int(answer), 0, message, 0xFEFF, tree, 1)
    whole = header + b"\0" * 16 + body
    return struct.pack("!I", len(whole)) + whole


def dtls_fragment(sequence, offset, data, total):
    return bytes([1]) + struct.pack("!I", total)[1:] + struct.pack("!H", sequence) + struct.pack(
        "!I", offset)[1:] + length3(data)


def dtls(number, body):
    return struct.pack("!BHHHIH", 22, 0xFEFD, 0, 0, number, len(body)) + body


def endless():
    certificates = tls(11, length3(b"\0\0\1x" * 150))
    echo, read = 13, 8
    startup = struct.pack("!IHH", 16, 3, 0) + b"user\0a\0\0"
    ask_for_password = b"R" + struct.pack("!I", 12) + struct.pack("!I", 5) + b"salt"

    def smb2_read(message, file):
        body = struct.pack("<HBBIQQQIIIHH", 49, 0, 0, 10, 0, file, 0, 0, 0, 0, 0, 0) + b"\0"
        return smb2(read, message, body=body)

    ranges = b"".join(b"Content-Range: bytes %d-%d/%d\r\n" % (n, n + 5, 100 + n) for n in range(10, 13))
    flows = [
        talk(40001, 443, [("c", CLIENT_HELLO), ("s", SERVER_HELLO + certificates + certificates)]),
        talk(40002, 5432, [("c", startup), ("s", ask_for_password * 600)]),
        talk(40003, 21, [("s", b"220 ready\r\n")] + [("c", b"CWD " + b"a" * 1000 + b"\r\n"), ("s", b"250 done\r\n")] * 6),
        talk(40004, 445, [("c", smb2(echo, 1)), ("s", smb2(echo, 1, answer=True)),
                          ("s", b"".join(smb2(echo, 5, tree=n, answer=True) for n in range(1, 30)))]),
        talk(40005, 445, [("c", smb2(echo, 1)), ("s", smb2(echo, 1, answer=True)),
                          ("c", b"".join(smb2_read(5 + n, 10 + n) for n in range(30)))]),
        talk(40006, 80, [("c", b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"),
                         ("s", b"HTTP/1.1 206 part\r\n" + ranges + b"Content-Length: 6\r\n\r\nabcdef")]),
        datagrams(*((True, 40007, 443, b"".join(dtls(n, dtls_fragment(n, (1 << 20) - 1 - at, b"x", 1 << 20))
                                                for n in range(9))) for at in range(0, 250, 2))),
    ]
    write("endless", [packet for flow in flows for packet in flow])


# ---- With replies that were lost ------------------------------------------------------

def lost():
    """The answer to EHLO is missing in each, and the next reply belongs to a later command."""
    packets = []
    for port, turns in ((40001, [("c", b"STARTTLS\r\n"), ("s", b"220 go\r\n"), ("c", CLIENT_HELLO)]),
                        (40002, [("c", b"AUTH LOGIN\r\n"), ("s", b"334 VXNlcm5hbWU6\r\n"), ("c", b"bWU=\r\n"),
                                 ("s", b"235 in\r\n"), ("c", b"QUIT\r\n"), ("s", b"221 bye\r\n")]),
                        (40003, [("c", b"MAIL FROM:<a@b>\r\n"), ("s", b"250 sender\r\n"),
                                 ("c", b"RCPT TO:<c@d>\r\n"), ("s", b"250 rcpt\r\n"), ("c", b"QUIT\r\n"),
                                 ("s", b"221 bye\r\n")])):
        flow = Flow(sport=port, dport=25).open()
        flow.server(PSH | ACK, b"220 ready\r\n").client(PSH | ACK, b"EHLO a\r\n")
        flow.seq[False] += 34
        flow.client(ACK)
        for who, data in turns:
            (flow.client if who == "c" else flow.server)(PSH | ACK, data)
            (flow.server if who == "c" else flow.client)(ACK)
        packets += flow.close().packets
    write("smtp-lost-replies", packets)


if __name__ == "__main__":
    hasty()
    lost()
    endless()
