#!/usr/bin/env python3
"""Messages between machines: plants and what watches them.

Writes the same bytes every time. Needs nothing but Python.
"""

import struct

from packets import Flow, datagrams, write
from services import conversation, talk


# ---- Modbus -------------------------------------------------------------------------


def words(*numbers):
    return struct.pack("!%dH" % len(numbers), *numbers)


def modbus_message(number, function, data=b"", unit=7, protocol=0, length=None):
    length = len(data) + 2 if length is None else length
    return struct.pack("!HHHBB", number, protocol, length, unit, function) + data


def modbus_turns(*exchanges):
    """Turns from (function, request, response); a response that is a number is the code of an exception."""
    turns = []
    for number, (function, request, response) in enumerate(exchanges):
        turns.append(("c", modbus_message(number, function, request)))
        if isinstance(response, int):
            turns.append(("s", modbus_message(number, function | 0x80, bytes([response]))))
        elif response is not None:
            turns.append(("s", modbus_message(number, function, response)))
    return turns


def modbus():
    read = words(99, 3)
    conversation("modbus", 502, *modbus_turns(
        (1, words(19, 11), b"\x02\xcd\x05"), (2, words(0, 3), b"\x01\x06"),
        (3, read, b"\x06" + words(1, 2, 3)), (4, words(8, 1), b"\x02" + words(10)),
        (5, words(172, 0xFF00), words(172, 0xFF00)), (5, words(173, 0), words(173, 0)),
        (6, words(100, 22), words(100, 22)), (3, read, b"\x06" + words(1, 22, 3)),
        (8, words(2, 0), words(2, 0x1234)), (15, words(19, 10) + b"\x02\xcd\x01", words(19, 10)),
        (16, words(101, 2) + b"\x04" + words(33, 44), words(101, 2)), (3, read, b"\x06" + words(1, 22, 33)),
        (20, b"\x0e\x06" + words(4, 1, 2) + b"\x06" + words(3, 9, 1), b"\x0a\x05\x06" + words(0x0DFE, 32) + b"\x03\x06" + words(0x33CD)),
        (21, b"\x0d\x06" + words(4, 7, 3) + words(1, 2, 3), b"\x0d\x06" + words(4, 7, 3) + words(1, 2, 3)),
        (22, words(4, 0xF2, 0x25), words(4, 0xF2, 0x25)),
        (23, words(3, 2, 14, 2) + b"\x04" + words(255, 256), b"\x04" + words(254, 4301)),
        (24, words(1246), words(6, 2) + words(440, 4740)),
        (43, b"\x0e\x01\x00", b"\x0e\x01\x01\x00\x00\x01\x00\x04Make"),
        (7, b"", b"\x6d"), (1, words(9999, 1), 2), (91, b"?", 1), (77, b"!", 99), (3, read, 6)))


def modbus_broken():
    # Another protocol; half a register; what ends in the middle, and begins anew; numbers that are not expected.
    first = Flow(sport=40001, dport=502)
    talk(first.open(), ("c", b"GET / HTTP/1.1\r\n\r\n"), ("s", b"\0\1\0\0\0\1\7\7")).close()
    second = Flow(sport=40002, dport=502, start=first.now)
    talk(second.open(), ("c", modbus_message(1, 3, words(0, 1))), ("s", modbus_message(1, 3, b"\3abc"))).close()
    third = Flow(sport=40003, dport=502, start=second.now)
    whole = modbus_message(1, 8, words(0, 1)) + modbus_message(2, 8, words(99, 1)) + modbus_message(3, 3, words(5, 1))
    talk(third.open(), ("c", whole[:3]), ("c", whole[3:20]), ("c", whole[20:]), ("s", modbus_message(1, 8, words(99, 1))))
    third.seq[False] += 4  # lost, and acknowledged
    talk(third, ("s", b"\0\1\0\0\0\5\7\3\2"), ("c", modbus_message(4, 1, words(0, 9)))).close()
    fourth = Flow(sport=40004, dport=502, start=third.now)
    talk(fourth.open(), ("c", modbus_message(1, 15, words(0, 9) + b"\1\0")), ("c", modbus_message(2, 3, b"\0", length=34820))).close()
    write("modbus-broken", first.packets + second.packets + third.packets + fourth.packets)


# ---- DNP3 ---------------------------------------------------------------------------


def dnp3_checksum(data):
    found = 0
    for byte in data:
        found ^= byte
        for _ in range(8):
            found = found >> 1 ^ 0xA6BC if found & 1 else found >> 1
    return struct.pack("<H", ~found & 0xFFFF)


def dnp3_frame(user, from_master=True, control=0x44):
    addresses = (10, 1) if from_master else (1, 10)
    head = struct.pack("<BBBBHH", 5, 0x64, 5 + len(user), control | from_master << 7, *addresses)
    blocks = [user[at:at + 16] for at in range(0, len(user), 16)]
    return b"".join(part + dnp3_checksum(part) for part in [head] + blocks)


def dnp3_segments(message, from_master=True, size=249, number=5):
    """Frames that carry a message."""
    pieces = [message[at:at + size] for at in range(0, len(message), size)]
    out = []
    for at, piece in enumerate(pieces):
        first, last = at == 0, at == len(pieces) - 1
        out.append(dnp3_frame(bytes([first << 6 | last << 7 | number + at & 0x3F]) + piece, from_master))
    return out


def dnp3_objects(group, variation, values=(), qualifier=0, numbers=None):
    """Objects from 0 on, by default; `values` are bytes."""
    numbers = bytes([0, len(values) - 1]) if numbers is None else numbers
    return bytes([group, variation, qualifier]) + numbers + b"".join(values)


def dnp3_ask(function, *objects):
    return dnp3_segments(bytes([0xC1, function]) + b"".join(objects))


def dnp3_tell(*objects, function=129, state=0):
    return dnp3_segments(bytes([0xC1, function]) + words(state) + b"".join(objects), from_master=False)


# What objects are made of, by group, in the order of variations: flag and numbers as in struct, t for times.
DNP3_KINDS = {20: "BI BH BI BH I H I H", 21: "BI BH BI BH BIt BHt BIt BHt I H I H", 30: "Bi Bh i h Bf Bd",
              31: "Bi Bh Bit Bht i h Bf Bd", 32: "Bi Bh Bit Bht Bf Bd Bft Bdt", 33: "Bi Bh Bit Bht Bf Bd Bft Bdt"}


def dnp3_value(parts, number):
    out = b""
    for part in parts:
        value = {"B": 1, "t": 1700000000000 + number}.get(part, number if part in "IHf" else number - 8)
        out += struct.pack("<Q", value)[:6] if part == "t" else struct.pack("<" + part, value)
    return out


def dnp3():
    everything = [bytes([60, variation, 6]) for variation in (2, 3, 4, 1)]
    kinds = [dnp3_objects(group, place + 1, [dnp3_value(parts, 5)])
             for group, row in DNP3_KINDS.items() for place, parts in enumerate(row.split())]
    relay = dnp3_objects(12, 1, [struct.pack("<BBIIB", 3, 1, 100, 200, 0)], 0x28, b"\1\0\7\0")
    pattern = dnp3_objects(12, 2, [struct.pack("<BBIIB", 1, 2, 3, 4, 0)], 0x17, b"\1\4")
    block = struct.pack("<II", 77, 0x80000000) + b"file"
    file_block = bytes([70, 5, 0x5B, 1]) + struct.pack("<H", len(block)) + block
    turns = []
    for ask, tell in (
            (dnp3_ask(1, *everything), dnp3_tell(
                dnp3_objects(1, 1, [b"\xff\x0f"], 1, struct.pack("<HH", 0, 11)), dnp3_objects(1, 2, [b"\x81", b"\1"]),
                dnp3_objects(2, 3, [b"\3\0\x81\1\0"], 0x28, b"\1\0"), dnp3_objects(3, 1, [b"\x1b"]), state=0x9000)),
            (dnp3_ask(1, dnp3_objects(30, 0, (), 0, b"\0\7")), dnp3_tell(*kinds)),
            (dnp3_ask(3, relay, pattern), dnp3_tell(relay, pattern)),
            (dnp3_ask(2, dnp3_objects(80, 1, [b"\0"], 0, b"\7\7")), dnp3_tell()),
            (dnp3_ask(1, dnp3_objects(0, 242, (), 0, b"\0\0")), dnp3_tell(dnp3_objects(0, 242, [b"\1\x053.1.4"]))),
            (dnp3_ask(2, file_block), dnp3_tell(dnp3_objects(70, 6, [b"\x09\0" + bytes(9)], 0x5B, b"\1"))),
            ([], dnp3_tell(dnp3_objects(51, 1, [b"\1\2\3\4\5\6"], 7, b"\1"), function=130)),
            (dnp3_ask(0), []), ([dnp3_frame(b"", control=0x49)], [dnp3_frame(b"", False, control=0x0B)]), (dnp3_ask(99), [])):
        turns += [("c", frame) for frame in ask] + [("s", frame) for frame in tell]
    conversation("dnp3", 20000, *turns)


def dnp3_udp():
    ours = lambda data: (True, 40020, 20000, data)
    theirs = lambda data: (False, 20000, 40020, data)
    long = dnp3_tell(dnp3_objects(10, 2, [bytes([n % 4]) for n in range(256)]))
    write("dnp3-udp", datagrams(ours(dnp3_ask(1, bytes([60, 1, 6]))[0]), *(theirs(frame) for frame in long),
                                ours(dnp3_ask(13)[0] + dnp3_ask(14)[0]), theirs(dnp3_tell()[0])))


def dnp3_broken():
    good = dnp3_tell(dnp3_objects(1, 2, [b"\1"]))[0]
    pieces = dnp3_tell(dnp3_objects(10, 2, [b"\2"] * 256))
    now, packets = None, []
    for number, turns in enumerate((
            [("s", good), ("s", b"SSH-2.0-none\r\n")], [("s", good), ("s", good[:-1] + b"!")],
            [("s", good), ("s", good[:5] + b"!" + good[6:])], [("s", good), ("s", b"\5\x64\4" + good[3:])],
            [("s", pieces[1]), ("s", good)], [("c", good), ("s", dnp3_ask(1)[0])],
            [("s", dnp3_tell(dnp3_objects(99, 1, [b"x", b"y"]))[0]), ("s", good)],
            [("s", dnp3_tell(dnp3_objects(30, 1, (), 0, b"\x09\3"))[0])])):
        flow = Flow(sport=40030 + number, dport=20000, **({} if now is None else {"start": now}))
        packets += talk(flow.open(), ("c", dnp3_ask(1, bytes([60, 1, 6]))[0]), *turns).close().packets
        now = flow.now
    write("dnp3-broken", packets)


# ---- MQTT ---------------------------------------------------------------------------


def mqtt_text(text):
    return struct.pack("!H", len(text)) + text


def mqtt_packet(kind, body=b"", flags=0, length=None):
    left = len(body) if length is None else length
    head = bytes([kind << 4 | flags])
    while left > 127:
        head += bytes([left & 127 | 128])
        left >>= 7
    return head + bytes([left]) + body


def mqtt_connect(version=4, name=b"MQTT"):
    return mqtt_packet(1, mqtt_text(name) + bytes([version, 2]) + words(60) + mqtt_text(b"me"))


def mqtt_publish(number, quality, text):
    return mqtt_packet(3, mqtt_text(b"hall") + (words(number) if quality else b"") + text, flags=quality << 1)


def mqtt_broken():
    accepted, ping, pong = mqtt_packet(2, b"\0\0"), mqtt_packet(12), mqtt_packet(13)
    begin = [("c", mqtt_connect()), ("s", accepted)]
    # Nobody acknowledges the first three: the number of one is used anew, one expires, one waits at the end. Cut anywhere.
    waiting = mqtt_publish(1, 1, b"first") + mqtt_publish(1, 1, b"second") + mqtt_packet(8, words(3) + mqtt_text(b"a") + b"\1")
    now, packets = None, []
    for number, (port, turns) in enumerate((
            (1883, begin + [("c", waiting[:9]), ("c", waiting[9:]), 7, ("c", ping), ("s", pong), ("c", mqtt_publish(9, 2, b"last")), ("s", mqtt_packet(5, words(9)))]),
            (1883, begin + [("c", b"\0\0")]), (1883, begin + [("s", b"\x30\xff\xff\xff\xff\1")]),
            (1883, [("c", mqtt_packet(1, mqtt_text(b"MQTT") + b"\4"))]), (1883, begin + [("c", mqtt_packet(12, b"?"))]),
            (1883, begin + [("c", mqtt_publish(0, 0, b"a hole in here")[:12]), -6, ("c", b"here"), ("s", pong), ("c", ping), -1, ("c", ping), ("s", pong)]),
            (2883, begin + [("c", mqtt_packet(10, words(4) + mqtt_text(b"a"))), ("s", mqtt_packet(11, words(4))), ("c", mqtt_packet(14))]),
            (1883, [("c", mqtt_connect(0x84)), ("s", mqtt_packet(2, b"\1\x63"))]), (1883, [("c", mqtt_connect()), ("c", mqtt_connect())]))):
        flow = Flow(sport=40050 + number, dport=port, **({} if now is None else {"start": now})).open()
        for turn in turns:
            if not isinstance(turn, int):
                talk(flow, turn)
            elif turn > 0:
                flow.wait(turn)
            else:
                flow.seq[True] -= turn  # lost, and acknowledged
        packets += flow.close().packets
        now = flow.now
    write("mqtt-broken", packets)


def main():
    mqtt_broken()
    modbus()
    modbus_broken()
    dnp3()
    dnp3_udp()
    dnp3_broken()


if __name__ == "__main__":
    main()
