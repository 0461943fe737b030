#!/usr/bin/env python3
"""Messages between machines: plants and what watches them.

Writes the same bytes every time. Needs nothing but Python.
"""

import struct

from packets import ACK, PSH, Flow, write
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


def main():
    modbus()
    modbus_broken()


if __name__ == "__main__":
    main()
