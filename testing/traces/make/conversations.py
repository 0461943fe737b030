#!/usr/bin/env python3
"""Conversations of classic protocols, with their mistakes: what programs do not say on demand.

Writes the same bytes every time. Needs nothing but Python.
"""

import base64
import struct

from packets import ACK, CLIENT, PSH, SERVER, START, Flow, ethernet, ipv4, packed, udp, write


def talk(flow, lines):
    """Lines by turns: "> ..." is the client, "< ..." the server; each is one segment with its line end."""
    for line in lines:
        send = flow.client if line[0] == ">" else flow.server
        send(PSH | ACK, line[2:].encode("latin-1") + b"\r\n")
    return flow


def merged(*flows):
    return sorted((packet for flow in flows for packet in flow.packets), key=lambda packet: packet[0])


def tls_record(kind, body):
    return bytes([kind, 3, 1]) + struct.pack(">H", len(body)) + body


def tls_hello(kind, rest):
    body = b"\x03\x01" + bytes(range(32)) + b"\0" + rest
    return tls_record(22, bytes([kind]) + struct.pack(">I", len(body))[1:] + body)


# ---- FTP ----------------------------------------------------------------------------

FILE = b"".join(b"line %d of a file\n" % n for n in range(1, 41))


def transfer(control, sport, dport, data, active=False):
    """A data channel beside a control channel: the server sends `data` and closes."""
    ends = {"source": control.target, "target": control.source} if active else {}
    flow = Flow(sport=sport, dport=dport, start=control.now, **ends).open()
    (flow.client if active else flow.server)(PSH | ACK, data)
    flow.close()
    control.now = flow.now
    return flow


def ftp():
    control = Flow(dport=21).open()
    talk(control, ["< 220-Welcome.", "<   Two lines.", "< 220 ready", "> USER anonymous", "< 331 Who are you?",
                   "> PASS me@example.org", "< 230 Be welcome.", "> CWD /pub/texts", "< 250 You are there.",
                   "> PWD", '< 257 "/pub/texts" is where you are.', "> PASV",
                   "< 227 Entering Passive Mode (10,2,0,2,156,65).", "> LIST", "< 150 Here it comes."])
    flows = [control, transfer(control, 40001, 40001, b"a.txt\r\nb.txt\r\n")]
    talk(control, ["< 226 Done.", "> CDUP", "< 250 One up.", "> EPSV",
                   "< 229 Entering Extended Passive Mode (|||40002|)", "> RETR texts/a.txt",
                   f"< 150 Opening BINARY mode data connection for texts/a.txt ({len(FILE)} bytes)."])
    flows.append(transfer(control, 40002, 40002, FILE))
    talk(control, ["< 226 Done."])
    control.wait(10)
    talk(control, ["> PORT 10,2,0,1,156,67", "< 200 As you like.", "> STOR new/../c.txt", "< 150 Go on."])
    flows.append(transfer(control, 20, 40003, FILE[:100], active=True))
    talk(control, ["< 226 Done.", "> DELE a.txt", "< 550 No.", "> QUIT", "< 221 Bye."])
    control.close()
    write("ftp", merged(*flows))


def ftp_other():
    impatient = Flow(dport=21).open()
    impatient.client(PSH | ACK, b"USER joe\r\nPASS secret\r\nSYST\r\nPASV\r\nQUIT\r\n")
    talk(impatient, ["< 220 ready", "< 331 password?", "< 230 in", "< 215 UNIX", "< 227 (10,2,0,2,1,1)", "< 221 bye"])
    write("ftp-impatient", impatient.close().packets)

    broken = Flow(dport=21).open()
    talk(broken, ["< 220 ready", "> USER joe", "< 331 password?", "> PASS secret", "< 530 no", "> " + "X" * 120,
                  "< 500 what?", "> NOOP", "< ok", "> NOOP", "< 200 ok"])
    write("ftp-broken", broken.close().packets)

    hidden = Flow(dport=2121).open()
    talk(hidden, ["< 220 ready", "> USER joe", "< 331 password?", "> PASS secret", "< 230 in", "> DELE x",
                  "< 250 gone"])
    write("ftp-other-port", hidden.close().packets)

    encrypted = Flow(dport=21).open()
    talk(encrypted, ["< 220 ready", "> AUTH TLS", "< 234 go on"])
    encrypted.client(PSH | ACK, bytes([22, 3, 1, 0, 5, 1, 0, 0, 1, 0]))
    write("ftp-tls", encrypted.close().packets)


# ---- SSH ----------------------------------------------------------------------------

def ssh_packet(kind, body):
    """A packet of version 2 that is not encrypted."""
    padding = 8 - (6 + len(body)) % 8 + 8
    return struct.pack("!IBB", 2 + len(body) + padding, padding, kind) + body + bytes(padding)


def ssh1_packet(kind, body):
    length = len(body) + 5
    return struct.pack("!I", length) + bytes(8 - length % 8) + bytes([kind]) + body + bytes(4)


def string(text):
    return struct.pack("!I", len(text)) + text


def kex_init(kex, ciphers=b"aes128-ctr"):
    lists = [kex, b"ssh-ed25519", ciphers, ciphers, b"hmac-sha2-256", b"hmac-sha2-256", b"none", b"none", b"", b""]
    return ssh_packet(20, bytes(range(16)) + b"".join(map(string, lists)) + bytes(5))


def ssh():
    old = Flow(dport=22).open()
    talk(old, ["< Only for members.", "< SSH-1.99-old", "> SSH-1.5-older"])
    number = lambda data: struct.pack("!H", 8 * len(data)) + data
    old.server(PSH | ACK, ssh1_packet(2, bytes(12) + number(b"\x03") + number(b"\x55" * 96) + struct.pack("!I", 1024)
                                      + number(b"\x25") + number(b"\x77" * 128) + bytes(12)))
    old.client(PSH | ACK, ssh1_packet(3, bytes(40))).server(PSH | ACK, bytes(16)).client()
    write("ssh-version-1", old.close().packets)

    group = Flow(dport=22).open()
    talk(group, ["> SSH-2.0-us", "< SSH-2.0-them"])
    init = kex_init(b"diffie-hellman-group-exchange-sha256,rsa2048-sha256")
    group.client(PSH | ACK, init[:100]).client(PSH | ACK, init[100:]).server(PSH | ACK, init)
    group.client(PSH | ACK, ssh_packet(34, bytes(12)))
    group.server(PSH | ACK, ssh_packet(31, string(b"modulus") + string(b"generator")))
    group.client(PSH | ACK, ssh_packet(32, string(b"e")))
    group.server(PSH | ACK, ssh_packet(33, string(b"key of the host") + string(b"f") + string(b"signature"))
                 + ssh_packet(21, b"") + b"X" * 172)
    group.client(PSH | ACK, ssh_packet(21, b""))
    # A service, "none" and a password that are refused, a password that is not.
    for sizes in ((48, 48), (64, 80), (80, 80), (80, 32)):
        group.client(PSH | ACK, b"c" * sizes[0]).server(PSH | ACK, b"s" * sizes[1])
    write("ssh-login", group.client().close().packets)

    many = Flow(dport=22).open()
    talk(many, ["> SSH-2.0-us", "< SSH-2.0-them"])
    many.client(PSH | ACK, kex_init(b"curve25519-sha256", b",".join(b"c%d" % n for n in range(120))))
    many.server(PSH | ACK, kex_init(b"curve25519-sha256"))
    write("ssh-many-names", many.close().packets)

    new = Flow(dport=22).open()
    talk(new, ["> SSH-2.0-us", "< SSH-2.0-them"])
    for side in (new.client, new.server):
        side(PSH | ACK, kex_init(b"of-tomorrow@example.test,curve25519-sha256"))
    for side in (new.client, new.server):
        side(PSH | ACK, ssh_packet(21, b""))
    write("ssh-unknown-exchange", new.close().packets)

    other = Flow(dport=22).open()
    write("ssh-is-not", talk(other, ["> EHLO here", "< 250 there"]).close().packets)

    early = Flow(dport=22).open()
    talk(early, ["> SSH-2.0-us"]).client(PSH | ACK, kex_init(b"curve25519-sha256"))
    write("ssh-one-sided", early.close().packets)


# ---- SMTP ---------------------------------------------------------------------------

MAIL = ["From: Me <me@example.org>", "To: You <you@example.org>, she@example.org", "Cc: he@example.org",
        "Date: Tue, 14 Nov 2023 22:13:20 +0000", "Message-ID: <1@example.org>", "Subject: With a file",
        "Received: from a (a [10.3.0.1]) by b; today", "Received: from c ([10.3.0.2]) by a; today",
        "MIME-Version: 1.0", "Content-Type: multipart/mixed;", " boundary=XX", "", "not for you", "--XX",
        "Content-Type: text/plain", "", "Hello,", "..here it is.", "--XX",
        "Content-Type: application/octet-stream", 'Content-Disposition: attachment; filename="a.txt"',
        "Content-Transfer-Encoding: base64", "", "bGluZSAxIG9mIGEgZmlsZQpsaW5lIDIgb2YgYSBmaWxlCg==", "--XX--"]


def says(lines):
    return ["> " + line for line in lines]


def smtp():
    flow = Flow(dport=25).open()
    talk(flow, ["< 220 server ready", "> EHLO here", "< 250-server", "< 250 AUTH LOGIN", "> AUTH LOGIN",
                "< 334 VXNlcm5hbWU6", "> bWU=", "< 235 in", "> MAIL FROM:<me@example.org> SIZE=999", "< 250 ok",
                "> RCPT TO:<you@example.org>", "< 250 ok", "> RCPT TO:<she@example.org>", "< 250 ok", "> DATA",
                "< 354 go on", *says(MAIL), "> .", "< 250 taken as 1"])
    body = "\r\n".join(MAIL).replace("\r\n..", "\r\n.").encode() + b"\r\n"
    talk(flow, ["> MAIL FROM:<me@example.org>", "< 250 ok", "> RCPT TO:<he@example.org>", "< 250 ok"])
    flow.client(PSH | ACK, b"BDAT 100\r\n" + body[:100]).server(PSH | ACK, b"250 100 octets\r\n")
    flow.client(PSH | ACK, b"BDAT %d LAST\r\n" % (len(body) - 100) + body[100:])
    write("smtp", talk(flow, ["< 250 taken as 2", "> QUIT", "< 221 bye"]).close().packets)

    one = Flow(dport=25).open()
    talk(one, ["> HELO here", "> MAIL FROM:<me@example.org>", "> RCPT TO:<you@example.org>", "> DATA",
               "> Subject: one", "> ", "> text", "> .", "> MAIL FROM:<me@example.org>"])
    write("smtp-one-side", one.close().packets)

    odd = Flow(dport=25).open()
    talk(odd, ["< 220 ready", "> EHLO here", "< 250 ok", "> RCPT TO:<you@example.org>", "< 503 no",
               "> DATA", "< 503 no", "> BDAT 99999999999999999999", "< 500 no", "> BDAT x", "< 500 no", "> WHAT", "< 500 no",
               "< 250 nobody asked"])
    write("smtp-odd", odd.close().packets)
    write("smtp-is-not", talk(Flow(dport=25).open(), ["> GET / HTTP/1.0", "> "]).close().packets)
    tls = talk(Flow(dport=25).open(), ["< 220 ready", "> EHLO here", "< 250 STARTTLS", "> STARTTLS", "< 220 go on"])
    write("smtp-tls", tls.client(PSH | ACK, bytes([22, 3, 1, 0, 5, 1, 0, 0, 1, 0])).close().packets)

    parts = ["Content-Type: multipart/mixed; boundary=XX", "", "--XX", "Content-Transfer-Encoding: quoted-printable", "",
             "caf=E9 and more", "--XX", "Content-Type: message/rfc822", "", "Subject: empty", "", "", "--XX", "", "--XX--"]
    talk_parts = ["< 220 ready", "> HELO here", "< 250 ok", "> MAIL FROM:<a@b.c>", "< 250 ok", "> RCPT TO:<d@e.f>",
                  "< 250 ok", "> DATA", "< 354 go on", *says(parts), "> .", "< 250 taken"]
    write("smtp-parts", talk(Flow(dport=25).open(), talk_parts).close().packets)

    gap = Flow(dport=25).open()
    talk(gap, ["< 220 ready", "> HELO here", "< 250 ok", "> MAIL FROM:<a@b.c>", "< 250 ok", "> RCPT TO:<d@e.f>",
               "< 250 ok"])
    gap.client(PSH | ACK, b"BDAT 300 LAST\r\nSubject: x\r\n\r\n" + b"a" * 86)
    gap.seq[True] += 100
    gap.client(PSH | ACK, b"b" * 100).server(PSH | ACK, b"250 ok\r\n").client()
    write("smtp-gap", talk(gap, ["> QUIT", "< 221 bye"]).close().packets)

    # A hole in a header, once by DATA and once in a chunk; what follows begins with the end of a line.
    def holed(front, size):
        flow = Flow(dport=25).open()
        talk(flow, ["< 220 ready", "> HELO here", "< 250 ok", "> MAIL FROM:<a@b.c>", "< 250 ok", "> RCPT TO:<d@e.f>",
                    "< 250 ok", *front[0]])
        flow.client(PSH | ACK, front[1] + b"Seal: t=1;\r\n\tb=abc")
        flow.seq[True] += size
        return flow
    rest = b"\r\n\tdef\r\nFrom: Me <a@b.c>\r\nSubject: holes\r\n\r\ntext\r\n"
    data = holed((["> DATA", "< 354 go on"], b""), 40)
    data.client(PSH | ACK, rest + b".\r\n").server(PSH | ACK, b"250 ok\r\n").client()
    chunk = holed(([], b"BDAT %d LAST\r\n" % (18 + 40 + len(rest))), 40)
    chunk.client(PSH | ACK, rest).server(PSH | ACK, b"250 ok\r\n").client()
    packets = [p for flow in (data, chunk) for p in talk(flow, ["> QUIT", "< 221 bye"]).close().packets]
    write("smtp-gap-in-header", packets)

    # One reply is missing: those that come are not to the commands before.
    lost = talk(Flow(dport=25).open(), ["< 220 ready", "> HELO here", "< 250 ok", "> MAIL FROM:<a@b.c>", "< 250 ok",
                                        "> RCPT TO:<d@e.f>"])
    lost.seq[False] += len("250 ok\r\n")
    talk(lost, ["> DATA", "< 354 go on", "> Subject: x", "> ", "> text", "> .", "< 250 taken", "> QUIT", "< 221 bye"])
    write("smtp-lost-reply", lost.close().packets)


# ---- POP3, IMAP, XMPP, Finger ---------------------------------------------------------

HELLO = bytes([22, 3, 1, 0, 5, 1, 0, 0, 1, 0])


def pop3():
    flow = Flow(dport=110).open()
    talk(flow, ["< +OK ready", "> CAPA", "< +OK here they are", "< TOP", "< UIDL", "< .", "> USER me", "< +OK who?",
                "> PASS wrong", "< -ERR no", "> AUTH PLAIN", "< + ", "> AG1lAHNlY3JldA==", "< +OK in",
                "> list", "< +OK 1 message", "< 1 500", "< .", "> LIST 1", "< +OK 1 500", "> RETR 1", "< +OK 500 octets",
                *("< " + line for line in MAIL), "< ..dots", "< .", "> DELE 1", "> NOOP", "> QUIT", "< +OK gone",
                "< +OK", "< +OK bye"])
    write("pop3", flow.close().packets)

    odd = Flow(dport=1110).open()
    talk(odd, ["< +OK ready", "> AUTH LOGIN", "< + VXNlcm5hbWU6", "> bWU=", "< + UGFzc3dvcmQ6", "> c2VjcmV0", "< -ERR no",
               "> AUTH PLAIN bWU=", "< -ERR no", "> AUTH PLAIN !!", "< -ERR no", "> APOP me 0123", "< +OK in",
               "> WHAT is this", "< -ERR no", "> +OK mine", "< -ERR no", "> STAT", "< RETR 1", "< WHAT"])
    write("pop3-odd", odd.close().packets)
    write("pop3-is-not", talk(Flow(dport=110).open(), ["> GET / HTTP/1.0", "> ", "< HTTP/1.0 200"]).close().packets)
    tls = talk(Flow(dport=110).open(), ["< +OK ready", "> STLS", "< +OK go on"])
    write("pop3-tls", tls.client(PSH | ACK, HELLO).close().packets)


def imap():
    flow = Flow(dport=143).open()
    talk(flow, ["< * OK [CAPABILITY IMAP4rev1] ready", "> a1 CAPABILITY", "< * CAPABILITY IMAP4rev1 STARTTLS  LOGINDISABLED",
                "< a1 OK", "> a2 LOGIN {11}", "< + go on", "> a3 STARTTLS {2}", "> me", "< a2 NO", "> a4 STARTTLS",
                "< a4 BAD", "> a5 starttls", "< a4 OK no", "< a5 OK begin"])
    write("imap-tls", flow.client(PSH | ACK, HELLO).close().packets)
    write("imap-is-not", talk(Flow(dport=143).open(), ["< 220 ready", "> EHLO here"]).close().packets)


def xmpp():
    flow = Flow(dport=5222).open()
    stream = "xmlns:stream='http://etherx.jabber.org/streams' xmlns='jabber:client' version='1.0'>"
    talk(flow, ["> <?xml version='1.0'?><stream:stream to='example.org' " + stream, "< <stream:stream id='1' " + stream,
                "< <stream:features><starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/></stream:features>",
                "< <proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>",
                "> <starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>", "< <proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>"])
    write("xmpp-tls", flow.client(PSH | ACK, HELLO).close().packets)
    write("xmpp-is-not", talk(Flow(dport=5222).open(), ["> GET / HTTP/1.0", "> "]).close().packets)


def finger():
    flow = talk(Flow(dport=79).open(), ["> /W me@there", "< Login: me", "< ", "< Never logged in."])
    flow.server(PSH | ACK, b"No plan.")
    write("finger", flow.close().packets)


# ---- IRC ----------------------------------------------------------------------------

def irc():
    flow = Flow(dport=6667).open()
    talk(flow, ["> PASS secret", "> NICK first", "> USER me host server :My Real Name"])
    talk(flow, ["< @time=1 :srv NOTICE * :Hello", "< :srv 433 * first :Nickname is in use", "> NICK second",
                "< :srv 001 second :Welcome", "< :srv 251 second :There are 5 users and 2 services on 3 servers",
                "< :srv 254 second 7 :channels", "< :srv 255 second :I have 4 clients and 1 servers",
                "< :srv 266 second 4 9 :Current global users 4", "> JOIN #one,#two key",
                "< :second!me@host JOIN #one", "< :srv 332 second #one :about this and that",
                "< :srv 353 second = #one :@boss +voice second", "> PRIVMSG #one :hello you",
                "< :boss!b@h PRIVMSG second :hello back", "> WHO #one o",
                "< :srv 352 second #one b h srv boss H@ :0 The Boss", "> WHOIS srv boss",
                "< :srv 311 second boss b h * :The Boss", "< :srv 313 second boss :is an operator",
                "< :srv 319 second boss :#one", "> OPER me pass", "< :srv 381 second :You are", "> MODE #one +i",
                "> INVITE boss #two", "> KICK #one boss :bye", "< :boss!b@h PART #two :gone", "> SQUIT srv :away",
                "> SQUERY srv :x", "< :boss!b@h PRIVMSG second :\1DCC SEND a.txt 167903234 40004 711\1",
                "< ERROR :Closing", "> QUIT :leaving"])
    data = Flow(sport=40050, dport=40004, start=flow.now).open().server(PSH | ACK, FILE)
    data.client(PSH | ACK, struct.pack("!I", 300)).client(PSH | ACK, struct.pack("!I", len(FILE))).close()
    write("irc", merged(flow.close(), data))

    odd = Flow(dport=6667).open()
    talk(odd, ["> NICK x", "< :srv 353 x = #one", "> PRIVMSG x :\1DCC SEND f 99999999999 1 1\1",
               "> PRIVMSG x :\1DCC SEND f 1 0 1\1", "> PRIVMSG x :\1DCC SEND\1", "> 12 what", "> " + "y" * 5000])
    write("irc-odd", odd.close().packets)
    write("irc-is-not", talk(Flow(dport=6667).open(), ["> GET / HTTP/1.0", "> Host: x"]).close().packets)
    write("irc-tls", talk(Flow(dport=6667).open(), ["> STARTTLS", "< :srv 670 * :go on", "> NICK x"]).close().packets)


# ---- Datagrams ----------------------------------------------------------------------

def datagrams(name, messages, sport, dport, source=CLIENT, target=SERVER):
    """Messages by turns: (from the client?, bytes), ten milliseconds apart."""
    packets = []
    for n, (from_client, data) in enumerate(messages):
        ends = (source, target) if from_client else (target, source)
        ports = (sport, dport) if from_client else (dport, sport)
        packets.append((START + n / 100, ethernet(ipv4(udp(*ports, data, *ends), *ends, protocol=17, ident=n + 1))))
    if name:
        write(name, packets)
    return packets


def ntp_time(seconds):
    return struct.pack("!II", int(seconds) + 2208988800, int(seconds % 1 * 2**32)) if seconds else bytes(8)


def ntp_standard(first, stratum, reference, times):
    return (struct.pack("!BBbbII", first, stratum, 6, -20, 0x8000, 0x4000) + reference
            + b"".join(map(ntp_time, times)))


def ntp():
    now = START + 0.25
    client = ntp_standard(0x23, 0, bytes(4), [0, 0, 0, now])
    server = ntp_standard(0x24, 2, bytes([10, 9, 8, 7]), [now - 60, now, now + 0.5, now + 0.75])
    clock = ntp_standard(0x24, 1, b"GPS\0", [now, now, now, now])
    extension = struct.pack("!HH", 0x0104, 32) + bytes(28)
    signed = client + extension + struct.pack("!I", 7) + bytes(range(16))
    control = struct.pack("!BBHHHHH", 0x16, 0x02, 1, 0, 9, 0, 0)
    answer = struct.pack("!BBHHHHH", 0x16, 0x82, 1, 6, 9, 0, 5) + b"a=b,c\0\0\0"
    private = struct.pack("!BBBBHH", 0x17, 0, 3, 42, 0, 0)
    datagrams("ntp", [(True, client), (False, server), (True, signed), (False, clock), (True, control),
                      (False, answer), (True, private)], 123, 123)
    datagrams("ntp-other-way-round", [(True, server), (False, client)], 123, 123)
    datagrams("ntp-broken", [(True, client), (True, b"\x2b" + client[1:]), (True, client[:40])], 40123, 123)


def syslog():
    datagrams("syslog", [(True, b"<34>Oct 11 22:14:15 host su: failed\n"), (True, b"no priority"),
                         (True, b"<191>last")], 40514, 514)
    flow = Flow(dport=514).open()
    flow.client(PSH | ACK, b"9 <13>first10 <14>sec").client(PSH | ACK, b"ond<15>third\n<16>fou")
    flow.client(PSH | ACK, b"rth")
    write("syslog-tcp", flow.server().close().packets)


def dhcp_message(operation, xid, yours="0.0.0.0", options=()):
    head = struct.pack("!BBBBIHH", operation, 1, 6, 0, xid, 3, 0x8000) + packed("0.0.0.0") + packed(yours)
    head += packed("0.0.0.0") * 2 + bytes([2, 0, 0, 0, 0, 9]) + bytes(10) + bytes(64 + 128)
    return (head + bytes([0x63, 0x82, 0x53, 0x63]) + b"".join(bytes([code, len(value)]) + value
                                                              for code, value in options) + b"\xff")


def dhcp():
    seconds = lambda n: struct.pack("!I", n)
    asked = [(61, b"\x01\x02\0\0\0\0\x09"), (12, b"pc"), (55, bytes([1, 3, 6])), (50, packed("10.2.0.77"))]
    given = [(1, packed("255.255.255.0")), (3, packed("10.2.0.2")), (6, packed("10.2.0.2") + packed("10.2.0.3")),
             (15, b"example.org"), (51, seconds(3600)), (54, packed("10.2.0.2")), (2, struct.pack("!i", -3600)),
             (82, b"\x01\x03abc\x02\x01x"), (57, b"\x02")]
    discover = dhcp_message(1, 77, options=[(53, b"\x01")] + asked + [(81, b"\0\0\0pc.example.org")])
    offer = dhcp_message(2, 77, "10.2.0.77", [(53, b"\x02")] + given)
    request = dhcp_message(1, 77, options=[(53, b"\x03")] + asked)
    ack = dhcp_message(2, 77, "10.2.0.77", [(53, b"\x05")] + given)
    packets = datagrams(None, [(True, discover), (True, request)], 68, 67, "0.0.0.0", "255.255.255.255")
    packets += [(time + 0.005, data) for time, data in
                datagrams(None, [(True, offer), (True, ack)], 67, 68, "10.2.0.2", "10.2.0.77")]
    late = datagrams(None, [(True, dhcp_message(1, 78, options=[(53, b"\x08")]))], 68, 67, "10.2.0.9", "10.2.0.2")
    packets += [(time + 20, data) for time, data in late]
    write("dhcp", sorted(packets, key=lambda packet: packet[0]))
    datagrams("dhcp-broken", [(True, discover[:239]), (True, discover[:236] + bytes(4)),
                              (True, discover[:-1] + b"\x0c\x09x")], 68, 67)


def ftp_gssapi():
    """TLS within tokens, as grids do it, and a token that is no base 64."""
    def token(*records):
        return base64.b64encode(b"".join(records)).decode()

    finished = (tls_record(20, b"\x01"), tls_record(22, bytes(48)))
    grid = Flow(dport=21).open()
    talk(grid, ["< 220 ready", "> AUTH GSSAPI", "< 334 go on",
                "> ADAT " + token(tls_hello(1, b"\0\2\0\x2f\1\0")),
                "< 335 ADAT=" + token(tls_hello(2, b"\0\x2f\0")),
                "> ADAT " + token(*finished), "< 235 ADAT=" + token(*finished), "> MIC aaaa", "< 631 bbbb"])
    broken = Flow(sport=40001, dport=21, start=grid.now).open()
    talk(broken, ["< 220 ready", "> AUTH GSSAPI", "< 334 go on", "> ADAT FgMB AAAA", "< 535 no"])
    write("ftp-gssapi", merged(grid.close(), broken.close()))


def main():
    ftp()
    ftp_other()
    ftp_gssapi()
    ssh()
    smtp()
    pop3()
    imap()
    xmpp()
    finger()
    irc()
    ntp()
    syslog()
    dhcp()


if __name__ == "__main__":
    main()
