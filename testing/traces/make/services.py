#!/usr/bin/env python3
"""Messages of services and of machines: network management, telephony, databases, plants.

Writes the same bytes every time. Needs nothing but Python.
"""

import struct

from packets import ACK, PSH, Flow, datagrams, write


def talk(flow, *turns):
    """Turns of bytes: ("c", bytes) from the client, ("s", bytes) from the server; each is one segment."""
    for who, data in turns:
        (flow.client if who == "c" else flow.server)(PSH | ACK, data)
    return flow


def conversation(name, port, *turns):
    write(name, talk(Flow(dport=port).open(), *turns).close().packets)


# ---- SNMP ---------------------------------------------------------------------------


def ber(tag, *parts):
    content = b"".join(parts)
    size = len(content)
    length = bytes([size]) if size < 128 else b"\x82" + struct.pack("!H", size)
    return bytes([tag]) + length + content


def ber_int(number, tag=2):
    return ber(tag, number.to_bytes(number.bit_length() // 8 + 1, "big", signed=True))


def ber_oid(text):
    numbers = [int(part) for part in text.split(".")]
    out = b""
    for number in [numbers[0] * 40 + numbers[1]] + numbers[2:]:
        groups = [number & 127]
        while number := number >> 7:
            groups.insert(0, number & 127 | 128)
        out += bytes(groups)
    return ber(6, out)


SYSTEM = "1.3.6.1.2.1.1."
NULL = ber(5)


def snmp_pdu(tag, *objects, request=77, first=0, second=0):
    pairs = [ber(0x30, ber_oid(oid), value) for oid, value in objects]
    return ber(tag, ber_int(request), ber_int(first), ber_int(second), ber(0x30, *pairs))


def snmp_plain(version, pdu, community=b"public"):
    return ber(0x30, ber_int(version), ber(4, community), pdu)


def snmp_v3(flags, data, user=b"joe", engine=b"\x80\0engine"):
    security = ber(0x30, ber(4, engine), ber_int(3), ber_int(400), ber(4, user), ber(4), ber(4))
    header = ber(0x30, ber_int(9), ber_int(1500), ber(4, bytes([flags])), ber_int(3))
    return ber(0x30, ber_int(3), header, ber(4, security), data)


def snmp():
    asked = [(SYSTEM + "1.0", NULL), (SYSTEM + "3.0", NULL)]
    told = [(SYSTEM + "1.0", ber(4, b"A box in the corner")), (SYSTEM + "3.0", ber(0x43, b"\x01\x00\x00"))]
    kinds = [ber_int(-5), ber_oid("1.3.6.1.4.1.99999.1"), ber(0x40, b"\x0a\x02\x00\x09"), ber(0x41, b"\x00\xff\xff\xff\xff"),
             ber(0x42, b"\x07"), ber(0x44, b"opaque"), ber(0x46, b"\x00" + b"\xff" * 8), ber(0x80), ber(0x81), ber(0x82),
             ber(0x49, b"?"), ber(0x40, b"\x01\x02")]
    bulk = [("1.3.6.1.2.1.99.%d" % n, value) for n, value in enumerate(kinds)]
    trap = ber(0xA4, ber_oid("1.3.6.1.4.1.99999"), ber(0x40, b"\x0a\x02\x00\x02"), ber_int(6), ber_int(17),
               ber(0x43, b"\x64"), ber(0x30))
    scoped = ber(0x30, ber(4, b"\x80\0engine"), ber(4, b"rack"), snmp_pdu(0xA0, *asked))
    ours = lambda data: (True, 40161, 161, data)
    theirs = lambda data: (False, 161, 40161, data)
    write("snmp", datagrams(
        ours(snmp_plain(0, snmp_pdu(0xA0, *asked))), theirs(snmp_plain(0, snmp_pdu(0xA2, *told))),
        ours(snmp_plain(1, snmp_pdu(0xA1, asked[0]))),
        ours(snmp_plain(1, snmp_pdu(0xA3, (SYSTEM + "6.0", ber(4, b"cellar"))))),
        ours(snmp_plain(1, snmp_pdu(0xA5, asked[0], second=10))), theirs(snmp_plain(1, snmp_pdu(0xA2, *bulk))),
        (False, 40162, 162, snmp_plain(0, trap, b"alarms")),
        (False, 40162, 162, snmp_plain(1, snmp_pdu(0xA7, told[1]), b"alarms")),
        (False, 40162, 162, snmp_plain(1, snmp_pdu(0xA6, told[1]), b"alarms"))))
    ours = lambda data: (True, 40163, 161, data)
    theirs = lambda data: (False, 161, 40163, data)
    write("snmp-v3", datagrams(
        ours(snmp_v3(4, scoped, user=b"")), theirs(snmp_v3(0, ber(0x30, ber(4), ber(4), snmp_pdu(0xA8)), user=b"")),
        ours(snmp_v3(4, scoped)), theirs(snmp_v3(7, ber(4, b"who knows"))), ours(snmp_v3(7, ber(0x41, b"?"))),
        ours(snmp_plain(1, ber(0xA9, b"new"))), ours(snmp_plain(2, NULL))))
    endless = ber(0x30, ber(6, b"\x2b" + b"\x80" * 10 + b"\0"), NULL)
    write("snmp-broken", datagrams(
        (True, 40164, 161, snmp_plain(0, snmp_pdu(0xA0, *asked))),
        (False, 161, 40164, snmp_plain(0, snmp_pdu(0xA2, *told))[:-3]),
        (True, 40165, 161, snmp_plain(0, ber(0xA0, ber_int(1), ber_int(0), ber_int(0), ber(0x30, endless)))),
        (True, 40166, 161, b"no SNMP at all")))


# ---- RADIUS -------------------------------------------------------------------------


def radius_message(code, number, *attributes):
    body = b"".join(bytes([kind, 2 + len(value)]) + value for kind, value in attributes)
    return struct.pack("!BBH", code, number, 20 + len(body)) + b"authenticator..." + body


def radius():
    who = [(1, b"joe"), (31, b"02-00-00-00-00-0A"), (66, b"10.9.0.1"), (77, b"CONNECT 54M")]
    ours = lambda port, data: (True, port, 1812, data)
    theirs = lambda port, data: (False, 1812, port, data)
    write("radius", datagrams(
        ours(40001, radius_message(1, 1, *who)), theirs(40001, radius_message(11, 1, (18, b"Which?"), (8, b"\x0a\2\0\x63"))),
        ours(40001, radius_message(1, 2, (1, b"joe"), (24, b"state"))), theirs(40001, radius_message(2, 2, (18, b"Fine."), (25, b"a"), (25, b"b"))),
        ours(40001, radius_message(1, 3, (1, b"jim"))), theirs(40001, radius_message(3, 3)),
        ours(40002, radius_message(1, 4, (1, b"ann"))), ours(40002, radius_message(1, 4, (1, b"ann"))),
        ours(40003, radius_message(1, 5) + b"padding"), ours(40003, radius_message(1, 6, (1, b"eve"))[:-1])))


# ---- SIP ----------------------------------------------------------------------------


def sip_message(first, *lines, body=""):
    return "\r\n".join((first,) + lines + ("", body)).encode()


def sip():
    call = ("From: <sip:joe@a.example>;tag=1", "To: <sip:ann@b.example>", "Call-ID: 77@a.example")
    via = "Via: SIP/2.0/UDP 10.2.0.1:5060;branch=z9hG4bK1"
    ours = lambda data, port=5062: (True, port, 5060, data)
    theirs = lambda data, port=5062: (False, 5060, port, data)
    invite = sip_message("INVITE sip:ann@b.example SIP/2.0", via, "Via: SIP/2.0/UDP 10.2.0.9;branch=x", *call,
                         "CSeq: 1 INVITE", "Subject: lunch,", "  perhaps", "User-Agent: phone", "Reply-To: <sip:joe@c.example>",
                         "Date: Sat, 28 Nov 2026 12:00:00 GMT", "Content-Length: 4", body="v=0")
    write("sip", datagrams(
        ours(b"\r\n\r\n"), ours(invite), theirs(sip_message("SIP/2.0 180 Ringing", via, *call, "CSeq: 1 INVITE")),
        theirs(sip_message("SIP/2.0 200 OK", via, *call, "Content-Type: application/sdp", "l: 3", "Warning: 399 x \"hm\"", body="v=")),
        ours(sip_message("BYE sip:ann@b.example SIP/2.0", "v: SIP/2.0/UDP 10.2.0.1;branch=y", "f: <sip:joe@a.example>;tag=1",
                         "i: 77@a.example", "CSeq: 2 BYE", "Content-Length: none")),
        theirs(sip_message("SIP/2.0 481 Unknown", "Content-Length: -1")),
        ours(sip_message("WHISTLE sip:ann@b.example SIP/2.0", "no header"), 5063),
        ours(sip_message("OPTIONS sip:x SIP/2.0", *[via] * 5), 5064), theirs(sip_message("SIP/2.0 200 OK", *[via] * 5), 5064),
        ours(sip_message("OPTIONS sip:x SIP/2.0"), 5065), ours(b"what now?", 5065)))
    ask = lambda call, seq: ours(sip_message("OPTIONS sip:%s SIP/2.0" % call, via, "Call-ID: " + call, "CSeq: " + seq))
    answer = lambda code, call, seq: theirs(sip_message("SIP/2.0 " + code, via, "Call-ID: " + call, "CSeq: " + seq))
    write("sip-pipelined", datagrams(
        ask("one", "1 OPTIONS"), ask("two", "1 OPTIONS"), ask("one", "1 OPTIONS"), answer("100 Trying", "two", "1 OPTIONS"),
        answer("200 OK", "two", "1 OPTIONS"), ask("three", "1 OPTIONS"), ask("three", "2 OPTIONS"), answer("404 No", "three", "2 OPTIONS"),
        answer("200 OK", "one", "1 OPTIONS"), ask("four", "1 OPTIONS"), answer("200 OK", "nobody", "1 OPTIONS"), answer("200 OK", "four", "1 OPTIONS"),
        ask("five", "1 OPTIONS"), ask("six", "1 OPTIONS")))
    write("sip-other-port", datagrams((True, 40000, 40001, sip_message("OPTIONS sip:x SIP/2.0", via)),
                                      (False, 40001, 40000, sip_message("SIP/2.0 200 OK", via))))


# ---- MySQL --------------------------------------------------------------------------


def mysql_packet(number, payload):
    return struct.pack("<I", len(payload))[:3] + bytes([number]) + payload


def mysql():
    with_db, protocol_41, ssl, secure, plugin, no_eof, attributes = (1 << bit for bit in (3, 9, 11, 15, 19, 24, 27))
    usual = protocol_41 | secure | plugin

    def greeting(flags):
        return mysql_packet(0, b"\x0a8.0.99-ours\0" + struct.pack("<I", 7) + b"12345678\0" + struct.pack("<H", flags & 0xFFFF) +
                            b"\x21\x02\x00" + struct.pack("<H", flags >> 16) + b"\x15" + bytes(10) + b"abcdefghijkl\0" + b"native\0")

    def login(flags, rest):
        return mysql_packet(1, struct.pack("<II", flags, 1 << 24) + b"\x21" + bytes(23) + rest)

    def command(number, argument=b""):
        return mysql_packet(0, bytes([number]) + argument)

    def answer(*payloads):
        return b"".join(mysql_packet(number + 1, payload) for number, payload in enumerate(payloads))

    ok, eof, end = b"\0\0\0\2\0\0\0", b"\xfe\0\0\2\0", b"\xfe\0\0\2\0\0\0"
    column = b"\x03def\0\0\0\x01a\0\x0c\x21\0\x05\0\0\0\xfd\0\0\0\0\0"
    who = b"joe\0\x02pwshop\0native\0"
    conversation("mysql", 3306, ("s", greeting(usual)), ("c", login(usual | with_db, who)),
                 ("s", mysql_packet(2, b"\xfeother\0xyz\0")), ("c", mysql_packet(3, b"secret")),
                 ("s", mysql_packet(4, b"\x01more") + mysql_packet(5, ok)), ("c", command(3, b"select a from t")[:9]),
                 ("c", command(3, b"select a from t")[9:]),
                 ("s", answer(b"\x01", column, eof, b"\x05first")), ("s", mysql_packet(5, b"\xfb") + mysql_packet(6, eof)),
                 ("c", command(3, b"delete from t")), ("s", answer(b"\0\x03" + ok[2:])), ("c", command(4, b"t\0")),
                 ("s", answer(column, eof)), ("c", command(9)), ("s", answer(b"Uptime: 1")), ("c", command(22, b"select ?")),
                 ("s", answer(b"\0" + bytes(11), column, eof)), ("c", command(3, b"nonsense")),
                 ("s", answer(b"\xff\x28\x04#42000You have an error")), ("c", command(17, b"ann\0\x02pwshop\0\x21\0native\0")),
                 ("s", answer(ok)), ("c", command(14)), ("s", answer(ok)), ("c", command(1)))
    modern = usual | no_eof | attributes
    conversation("mysql-attributes", 3306, ("s", greeting(modern)), ("c", login(modern, b"ann\0\0native\0")), ("s", mysql_packet(2, ok)),
                 ("c", command(3, b"\0\1select a from t")), ("s", answer(b"\x01", column, b"\x05first", end)),
                 ("c", command(3, b"\1\1\0\1\xfe\0\4name\5valueselect 2")), ("s", answer(b"\0\1" + b"\0\x0a" + ok[4:], b"\x01", column, end)))
    broken = talk(Flow(sport=40001, dport=3306).open(), ("s", b"SSH-2.0-not_mysql\r\n"), ("c", b"SSH-2.0-x\r\n"))
    tls = talk(Flow(sport=40002, dport=3306, start=broken.now).open(), ("s", greeting(usual | ssl)), ("c", login(usual | ssl, b"")),
               ("c", b"\x16\x03\x01\0\0"))
    late = talk(Flow(sport=40003, dport=3306, start=tls.now).open(), ("s", greeting(usual)), ("c", login(usual, who)),
                ("s", mysql_packet(2, ok)), ("c", command(14)), ("s", answer(b"what?")), ("c", command(14)))
    write("mysql-broken", broken.close().packets + tls.close().packets + late.close().packets)


# ---- RFB ----------------------------------------------------------------------------


def rfb():
    v8, v3 = b"RFB 003.008\n", b"RFB 003.003\n"
    desktop = struct.pack("!HH16sI", 1024, 768, bytes(16), 4) + b"desk"
    begin = [("s", v8), ("c", v8), ("s", b"\2\2\x10"), ("c", b"\2"), ("s", bytes(16)), ("c", bytes(16))]
    good = talk(Flow(dport=5901).open(), *begin, ("s", bytes(4)), ("c", b"\1"), ("s", desktop), ("c", b"\3" + bytes(9)))
    bad = talk(Flow(sport=40001, dport=5901, start=good.now).open(), *begin, ("s", b"\0\0\0\1\0\0\0\2No"))
    old = talk(Flow(sport=40002, dport=5901, start=bad.now).open(), ("s", v8), ("c", v3), ("s", b"\0\0\0\1"), ("c", b"\0"), ("s", desktop))
    broken = talk(Flow(sport=40003, dport=5901, start=old.now).open(), ("s", v8), ("c", v3), ("s", b"\1\0\0\1"))
    write("rfb", [packet for flow in (good, bad, old, broken) for packet in flow.close().packets])


# ---- WebSocket ----------------------------------------------------------------------

KEY = "dGhlIHNhbXBsZSBub25jZQ=="  # that of RFC 6455, and its proof
PROOF = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="


def websocket_frame(opcode, payload=b"", mask=b"", last=True, reserved=0):
    size = len(payload)
    length = [size] if size < 126 else [126, size >> 8, size & 255]
    length[0] |= 0x80 if mask else 0
    if mask:
        payload = bytes(byte ^ mask[at % 4] for at, byte in enumerate(payload))
    return bytes([last << 7 | reserved << 4 | opcode] + length) + mask + payload


def websocket_turns(frames, asked=("Sec-WebSocket-Key: " + KEY,), told=("Sec-WebSocket-Accept: " + PROOF,), along=b""):
    """A handshake, with `along` in the same segment as the reply, and frames as turns."""
    asks = ("GET /chat HTTP/1.1", "Host: b.example", "User-Agent: tester", "Upgrade: websocket", "Connection: Upgrade")
    tells = ("HTTP/1.1 101 Switching Protocols", "Upgrade: websocket", "Connection: Upgrade")
    lines = lambda parts: ("\r\n".join(parts) + "\r\n\r\n").encode()
    return [("c", lines(asks + tuple(asked))), ("s", lines(tells + tuple(told)) + along)] + frames


def websocket():
    ours = lambda opcode, data=b"", **more: ("c", websocket_frame(opcode, data, b"\1\2\3\4", **more))
    theirs = lambda opcode, data=b"", **more: ("s", websocket_frame(opcode, data, **more))
    offer = ("Sec-WebSocket-Key: " + KEY, "Sec-WebSocket-Protocol: talk, chat", "Sec-WebSocket-Protocol: other",
             "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits, other")
    choice = ("Sec-WebSocket-Accept: " + PROOF, "Sec-WebSocket-Protocol: chat", "Sec-WebSocket-Extensions: permessage-deflate")
    bye = [ours(8, b"\x03\xe8so long"), theirs(8)]
    long = websocket_frame(2, bytes(range(256)) * 40, b"\5\6\7\x08")
    request, reply = b"GET /inside HTTP/1.1\r\nHost: c.example\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
    talks = (
        websocket_turns([ours(1, b"Hel", last=False), ours(9, b"?"), theirs(10, b"?"), ours(0, b"lo"), ("c", long[:1000]), ("c", long[1000:]),
                         theirs(1, b"squeezed", reserved=4)] + bye, offer, choice, along=websocket_frame(9, b"now")),
        websocket_turns([ours(2, request[:20]), ours(2, request[20:]), theirs(2, reply[:10]), theirs(2, reply[10:])] + bye),
        websocket_turns([ours(1, b"hi")] + bye, told=("Sec-WebSocket-Accept: nothing",)),
        websocket_turns([ours(1, b"hi"), theirs(8, b"\x03\xf1" + b"x" * 200), ours(8, b"!")], (), ()),
        websocket_turns([ours(1, b"hi"), ("c", b"\x82\xff" + b"\xff" * 12)]))
    now, packets = None, []
    for number, turns in enumerate(talks):
        flow = Flow(sport=40060 + number, **({} if now is None else {"start": now}))
        packets += talk(flow.open(), *turns).close().packets
        now = flow.now
    write("websocket", packets)


# ---- Redis --------------------------------------------------------------------------


def redis_words(*words):
    return b"*%d\r\n" % len(words) + b"".join(b"$%d\r\n%s\r\n" % (len(word), word) for word in words)


def redis():
    """One connection a turn of the list; a number instead of bytes is as much that is lost."""
    ask = lambda *words: ("c", redis_words(*words))
    message = lambda *words: ("s", redis_words(*words))
    closed = lambda channel, left: ("s", b"*3\r\n$11\r\nunsubscribe\r\n$%d\r\n%s\r\n:%d\r\n" % (len(channel), channel, left))
    attribute = b"|1\r\n+ttl\r\n:3600\r\n"
    many = 5
    talks = (
        # What is typed, and what is sent at once.
        (6379, [("c", b"PING\r\n\r\nset k \"a b\" nx px 50\r\n" + redis_words(b"get", b"k")), ("s", b"+PONG\r\n-ERR no\r\n$-1\r\n")]),
        # Replies that are not wanted, and are again.
        (6379, [ask(b"CLIENT", b"REPLY", b"SKIP"), ask(b"PING"), ask(b"ECHO", b"1"), ("s", b"$1\r\n1\r\n"), ask(b"client", b"reply", b"off"),
                ask(b"PING"), ask(b"CLIENT", b"REPLY", b"ON"), ("s", b"+OK\r\n"), ask(b"CLIENT", b"REPLY", b"OFF"), ask(b"RESET"),
                ("s", b"+RESET\r\n"), ask(b"ECHO", b"2"), ("s", b"$1\r\n2\r\n")]),
        # Channels: one command before and one behind them, all at once.
        (6379, [("c", redis_words(b"LRANGE", b"l", b"0", b"-1") + redis_words(b"SUBSCRIBE", b"a", b"b")),
                ("s", redis_words(b"message", b"x", b"y") + redis_words(b"subscribe", b"a", b"1") + redis_words(b"subscribe", b"b", b"2")),
                message(b"message", b"a", b"hello"), ask(b"PING"), message(b"pong", b""), ("c", redis_words(b"UNSUBSCRIBE")),
                closed(b"a", 1), closed(b"b", 0), ask(b"LRANGE", b"l", b"0", b"-1"), message(b"message", b"x", b"y")]),
        # Version 3: what something says of itself, and messages between replies.
        (6379, [ask(b"HELLO", b"3"), ("s", b"%1\r\n+proto\r\n:3\r\n"), ask(b"SUBSCRIBE", b"a"), ("s", b">3\r\n+subscribe\r\n+a\r\n:1\r\n"),
                ask(b"GET", b"k"), ("s", b">3\r\n+message\r\n+a\r\n+hi\r\n" + attribute + b"$1\r\nv\r\n"), ask(b"EVAL", b"x", b"0"),
                ("s", b"*3\r\n#t\r\n" + attribute + b",1.5\r\n~1\r\n_\r\n")]),
        # On another port, and 300 bytes of a value are lost.
        (7000, [ask(b"GET", b"long"), ("s", b"$500\r\n" + b"x" * 100), ("s", 300), ("s", b"y" * 100 + b"\r\n"), ask(b"PING"), ("s", b"+PONG\r\n")]),
        # Commands are lost; at the client's next turn it goes on.
        (6379, [ask(b"GET", b"a"), ("c", 40), ask(b"GET", b"b"), ("s", b"$1\r\na\r\n$1\r\nb\r\n"), ask(b"GET", b"c"), ("s", b"$1\r\nc\r\n")]),
        # More than may wait, in a script that says so.
        (6379, [("c", redis_words(b"PING") * many), ask(b"ECHO", b"x"), ("s", b"+PONG\r\n" * many + b"$1\r\nx\r\n")]),
        (6379, [("s", b"-DENIED Redis is running in protected mode\r\n")]),
        (6379, [("s", b"+OK\r\n"), ask(b"PING"), ("s", b"+PONG\r\n")]),
        (6379, [ask(b"PING"), ("s", b"+PONG\r\nSSH-2.0-x\r\n"), ask(b"PING")]),
        (6379, [ask(b"PING"), ("s", b"*1\r\n" * 100)]),
        (6379, [("c", b"*2\r\n:1\r\n")]),
    )
    now, packets = None, []
    for number, (port, turns) in enumerate(talks):
        flow = Flow(sport=40080 + number, dport=port, **({} if now is None else {"start": now})).open()
        for who, data in turns:
            if isinstance(data, int):
                flow.seq[who == "c"] += data
            else:
                talk(flow, (who, data))
        packets += flow.close().packets
        now = flow.now
    write("redis-odd", packets)


# ---- DCE/RPC ------------------------------------------------------------------------

EPMAPPER = bytes.fromhex("0883afe11f5dc91191a408002b14a0fa")
NDR = bytes.fromhex("045d888aeb1cc9119fe808002b104860")


def rpc(kind, call, body):
    return struct.pack("<4B4sHHI", 5, 0, kind, 3, b"\x10\0\0\0", 16 + len(body), 0, call) + body


def dce_rpc():
    bind = rpc(11, 1, struct.pack("<HHIIHBx", 4280, 4280, 0, 1, 0, 1) + EPMAPPER + struct.pack("<I", 3) + NDR + struct.pack("<I", 2))
    bound = rpc(12, 1, struct.pack("<HHIH", 4280, 4280, 1, 4) + b"135\0\0\0" + struct.pack("<IHH", 1, 0, 0) + NDR + struct.pack("<I", 2))
    ask = lambda call, operation: ("c", rpc(0, call, struct.pack("<IHH", 4, 0, operation) + b"args"))
    answer = lambda call: ("s", rpc(2, call, struct.pack("<IHBx", 4, 0, 0) + b"done"))
    fault = lambda call: ("s", rpc(3, call, struct.pack("<IHBxII", 0, 0, 0, 0x1C010003, 0)))
    conversation("dce-rpc-pipelined", 135, ("c", bind), ("s", bound), ask(2, 2), ask(3, 3), ask(4, 4), answer(3), answer(2), answer(4),
                 ask(5, 2), fault(5), ask(6, 3), answer(6), ask(7, 7), ask(8, 3))


def main():
    websocket()
    dce_rpc()
    redis()
    snmp()
    radius()
    sip()
    mysql()
    rfb()


if __name__ == "__main__":
    main()
