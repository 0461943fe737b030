#!/usr/bin/env python3
"""Captures for tests of verdicts and of udp_connection: datagrams at exact moments.

Writes the same bytes every time. Needs nothing but Python.
"""

from packets import CLIENT, CLIENT6, SERVER, SERVER6, START, Flow, ethernet, icmp, ipv4, ipv6, udp, write


def frame(from_client, source_port, target_port, payload, six=False, tag=None, ident=1):
    ends = ((CLIENT6, SERVER6) if six else (CLIENT, SERVER))[::1 if from_client else -1]
    body = udp(source_port, target_port, payload, *ends)
    network = ipv6(body, *ends, protocol=17) if six else ipv4(body, *ends, protocol=17, ident=ident)
    kind = 0x86DD if six else 0x0800
    if tag is None:
        return ethernet(network, kind)
    return ethernet(tag.to_bytes(2, "big") + kind.to_bytes(2, "big") + network, 0x8100)


def at(moment, *what, **more):
    return (START + moment, frame(*what, **more))


def up(moment, payload, client=5000, server=6000, **more):
    return at(moment, True, client, server, payload, **more)


def down(moment, payload, client=5000, server=6000, **more):
    return at(moment, False, server, client, payload, **more)


def moments():
    write("udp-after-drop", [
        up(0, b"bad"), up(0.000001, b"bad", client=5001),
        up(1, b"up at 1"), down(1.000001, b"down at 1"),
        up(59.999, b"up before 60"), down(59.999, b"down before 60"),
        up(60, b"up at 60"), down(60.000001, b"down at 60", client=5001), up(60.5, b"its answer", client=5001)])
    write("udp-idle-gaps", [
        up(0, b"first"), up(59.999, b"59.999 later, up"), down(119.998, b"59.999 later, down"),
        up(179.997, b"59.999 later, up again"), up(239.997, b"60 later, up"), down(299.997, b"60 later, down")])
    write("udp-end-order", [
        up(0, b"one", client=5001), up(0.1, b"two", client=5002), up(0.2, b"three", client=5003),
        up(0.3, b"four", client=5004), down(0.4, b"again one", client=5001)])


def shapes():
    write("udp-interleaved", [
        up(0, b"a1", client=5001), up(0.1, b"b1", client=5002), down(0.2, b"a2", client=5001),
        down(0.3, b"b2", client=5002), up(0.4, b"a3", client=5001), up(0.5, b"b3", client=5002)])
    # An answer goes back with the ports in their places; with the ports swapped it is another flow.
    write("udp-ports-swapped", [
        at(0, True, 5000, 6000, b"question"), at(0.1, False, 6000, 5000, b"answer"),
        at(0.2, False, 5000, 6000, b"swapped"), at(0.3, True, 6000, 5000, b"answer to swapped")])
    write("udp-from-a-server-port", [
        at(0, False, 53, 5000, b"from 53"), at(0.1, True, 5000, 53, b"to 53")])
    write("udp-ipv6-talk", [up(0, b"question", six=True), down(0.1, b"answer", six=True), up(0.2, b"bye", six=True)])
    write("udp-vlans", [
        up(0, b"in 42", tag=42), up(0.1, b"in 43", tag=43), down(0.2, b"back in 42", tag=42),
        down(0.3, b"back in 43", tag=43)])
    whole = udp(5000, 6000, b"0123456789abcdef" * 64)
    pieces = [ethernet(ipv4(whole[begin:begin + 400], protocol=17, ident=7, flags=int(begin + 400 < len(whole)),
                            offset=begin)) for begin in range(0, len(whole), 400)]
    write("udp-fragments-between", [
        up(0, b"whole"), (START + 0.1, pieces[0]), up(0.2, b"another flow", client=5001), (START + 0.3, pieces[1]),
        down(0.4, b"answer"), (START + 0.5, pieces[2]), up(0.6, b"behind"), down(0.7, b"the other's", client=5001)])


def mixed():
    talk = Flow(sport=40000, start=START).open().ask().ask().close().packets
    other = Flow(sport=40001, start=START + 0.0005).open().ask().close().packets
    echo = [(START + 0.1 + 0.1 * number,
             ethernet(ipv4(icmp(0 if number % 2 else 8, 0, b"\0\x05\0" + bytes([number // 2 + 1]) + b"ping"),
                           *((SERVER, CLIENT) if number % 2 else (CLIENT, SERVER)), protocol=1)))
            for number in range(4)]
    arp = bytes.fromhex("0001080006040001020000000001") + bytes([10, 2, 0, 1]) + bytes(6) + bytes([10, 2, 0, 2])
    late = Flow(sport=40000, start=START + 90).open().ask().close().packets
    write("verdicts-mixed", sorted([*talk, *other, *echo, (START + 0.05, ethernet(arp, 0x0806)),
                                    up(0.06, b"datagram"), *late]))


if __name__ == "__main__":
    moments()
    shapes()
    mixed()
