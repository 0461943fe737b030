#!/usr/bin/env python3
"""HTTP that no browser sends on demand: forms, ranges, tunnels, pipelines, holes, and what is broken.

Writes the same bytes every time. Needs nothing but Python.
"""

import struct
import zlib

from packets import ACK, PSH, START, Flow, write

PAGE = b"<html><body>Hello.</body></html>\n"


def request(target, *headers, method=b"GET", version=b"HTTP/1.1", body=b""):
    lines = [method + b" " + target + b" " + version, b"Host: www.a.test", *headers]
    return b"\r\n".join(lines) + b"\r\n\r\n" + body


def reply(body, *headers, status=b"200 OK", version=b"HTTP/1.1"):
    lines = [version + b" " + status, b"Content-Length: %d" % len(body), *headers]
    return b"\r\n".join(lines) + b"\r\n\r\n" + body


def say(flow, from_client, text, size=1000):
    """Text in segments, each acknowledged."""
    for at in range(0, len(text), size):
        flow.send(from_client, PSH | ACK, text[at:at + size]).send(not from_client, ACK)
    return flow


def ask(flow, asked, told):
    return say(say(flow, True, asked), False, told)


def pipelined():
    """Three requests at once, the second for headers alone; an informational reply before the last one's."""
    flow = Flow().open()
    say(flow, True, request(b"/one") + request(b"/two", method=b"HEAD") + request(b"/three%20four"))
    say(flow, False, reply(PAGE) + reply(b"")[:-2] + b"\r\n" + b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + reply(PAGE))
    write("http-pipelined", flow.close().packets)


def multipart():
    """A form with a field and a file, and a file with a name for answer."""
    form = (b"--xyz\r\nContent-Disposition: form-data; name=\"field\"\r\n\r\nits value\r\n"
            b"--xyz\r\nContent-Disposition: form-data; name=\"upload\"; filename=\"notes.txt\"\r\n"
            b"Content-Type: text/plain\r\n\r\nThe first line.\r\nThe second line.\r\n\r\n--xyz--\r\n")
    flow = Flow().open()
    ask(flow, request(b"/form", b"Content-Type: multipart/form-data; boundary=xyz", b"Content-Length: %d" % len(form),
                      method=b"POST", body=form),
        reply(b"GIF89a and so on", b"Content-Type: image/gif", b"Content-Disposition: attachment; filename=\"a.gif\""))
    write("http-multipart", flow.close().packets)


def slow_part():
    """A form whose file comes line by line, a second between two."""
    begin = (b"--xyz\r\nContent-Disposition: form-data; name=\"upload\"; filename=\"notes.txt\"\r\n"
             b"Content-Type: text/plain\r\n\r\n")
    lines = [b"The first line.\r\n", b"The second line.\r\n", b"The third", b" line.\r\n", b"--xyz--\r\n"]
    flow = Flow().open()
    size = len(begin) + sum(map(len, lines))
    say(flow, True, request(b"/form", b"Content-Type: multipart/form-data; boundary=xyz", b"Content-Length: %d" % size,
                            method=b"POST") + begin)
    for line in lines:
        flow.now += 1
        say(flow, True, line)
    say(flow, False, reply(PAGE))
    write("http-slow-part", flow.close().packets)


def ranges():
    """A file of 40 bytes in two ranges over two connections, the second part first; then nonsense."""
    whole = b"The quick brown fox jumps over the dog.\n"
    packets = []
    for number, (first, last) in enumerate([(20, 39), (0, 19)]):
        flow = Flow(sport=40001 + number, start=START + number).open()
        ask(flow, request(b"/file", b"Range: bytes=%d-%d" % (first, last)),
            reply(whole[first:last + 1], b"Content-Range: bytes %d-%d/40" % (first, last), status=b"206 Partial Content"))
        packets += flow.close().packets
    flow = Flow(sport=40003, start=START + 2).open()
    for said in [b"bytes x-y/z", b"bytes 9-5/40", b"bytes 0-3/40"]:
        ask(flow, request(b"/other", b"Range: bytes=0-1"), reply(b"ab", b"Content-Range: " + said, status=b"206 Partial Content"))
    write("http-ranges", packets + flow.close().packets)


def tunnels():
    """A proxy's tunnel with a greeting inside, and an agreement on another protocol."""
    flow = Flow(dport=3128).open()
    ask(flow, request(b"inner.test:25", method=b"CONNECT"), b"HTTP/1.1 200 Connection established\r\n\r\n")
    say(say(flow, False, b"220 inner.test ready\r\n"), True, b"QUIT\r\n")
    packets = flow.close().packets
    flow = Flow(sport=40001, start=START + 1).open()
    ask(flow, request(b"/stream", b"Upgrade: Chat", b"Connection: Upgrade"),
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: Chat\r\nConnection: Upgrade\r\n\r\nwelcome\n")
    ask(flow, b"hello\n", b"bye\n")
    write("http-tunnels", packets + flow.close().packets)


def holes():
    """A hole within a body, and one that swallows the begin of a reply."""
    body = bytes(range(65, 91)) * 20
    flow = Flow().open()
    say(flow, True, request(b"/hole"))
    text = reply(body)
    say(flow, False, text[:200])
    flow.seq[False] += 100
    say(flow, False, text[300:])
    say(flow, True, request(b"/lost"))
    flow.seq[False] += 50
    say(flow, False, b"rest\r\n" + reply(PAGE))
    write("http-holes", flow.close().packets)


def odd():
    """One connection for each thing that is odd."""
    big = b"10000000000000000\r\n\r\n"
    exchanges = [
        (b"\x01\x02 GET / HTTP/1.1\r\n\r\n", reply(PAGE)),
        (b"GET\r\n\r\n", reply(PAGE)),
        (b"GET HTTP/1.1\r\n\r\n", reply(PAGE)),
        (b"GET /%zz%4 HTTP/1.1\r\n\r\n", reply(PAGE)),
        (b"GET /old\r\n", PAGE),
        (b"POST /old\r\n", PAGE),
        (b"BREW /pot HTTP/1.1\r\n\r\n", reply(b"", status=b"418 I'm a teapot")),
        (b"GET / http/1.1\r\n\r\n", reply(PAGE, version=b"http/1.1")),
        (request(b"/", b"Content-Length: -5"), reply(PAGE)),
        (request(b"/", b"Content-Length: 0", b"Expect: 100-continue", method=b"POST"), reply(PAGE)),
        (request(b"/", b"Content-Length: 3", b"Transfer-Encoding: chunked", method=b"POST", body=b"0\r\n\r\n"), reply(PAGE)),
        (request(b"/", b"Transfer-Encoding: chunked, identity", method=b"POST", body=b"0\r\n\r\n"), reply(PAGE)),
        (request(b"/", b"Transfer-Encoding: chunked", method=b"POST", body=big), reply(PAGE)),
        (request(b"/", b"X-Folded: one", b"\ttwo"), reply(PAGE)),
        (request(b"/"), reply(PAGE) + reply(PAGE, version=b"HTTP/1.0")),
        (request(b"/"), b"SSH-2.0-none\r\n"),
        (request(b"/"), b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\nplain"),
        (b"GET / HTTP/1.1\rHost: a\r\r\n", reply(PAGE)),
    ]
    packets = []
    for number, (asked, told) in enumerate(exchanges):
        flow = Flow(sport=40001 + number, start=START + number).open()
        packets += ask(flow, asked, told).close().packets
    write("http-odd", packets)


def bad_requests():
    """An empty line before a request, one behind a body, other bytes behind a body, and no request at all."""
    exchanges = [
        (b"\r\n" + request(b"/"), reply(PAGE)),
        (request(b"/", b"Content-Length: 2", method=b"POST", body=b"ab") + b"\r\n\r\n", reply(PAGE)),
        (request(b"/", b"Content-Length: 2", method=b"POST", body=b"ab") + b"more\r\n\r\n", reply(PAGE)),
        (b"hello\r\n\r\n", reply(PAGE, status=b"400 Bad Request")),
    ]
    packets = []
    for number, (asked, told) in enumerate(exchanges):
        flow = Flow(sport=40001 + number, start=START + number).open()
        packets += ask(flow, asked, told).close().packets
    write("http-bad-requests", packets)


def member(name, body, method=0, flags=0, packed=None):
    """A member of an archive, where it stands and in the directory."""
    packed = body if packed is None else packed
    known = (0, 0, 0) if flags & 8 else (zlib.crc32(body), len(packed), len(body))
    head = struct.pack("<HHHHIII", flags, method, 0x5163, 0x52BF, *known)
    full = struct.pack("<HHHHIII", flags, method, 0x5163, 0x52BF, zlib.crc32(body), len(packed), len(body))
    local = b"PK\3\4\x14\0" + head + struct.pack("<HH", len(name), 0) + name + packed
    if flags & 8:
        local += b"PK\7\x08" + struct.pack("<III", zlib.crc32(body), len(packed), len(body))
    entry = b"PK\1\2\x14\0\x14\0" + full + struct.pack("<HHH", len(name), 0, 2) + bytes(12) + name + b"hi"
    return local, entry


def deflated(body):
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(body) + packer.flush()


def archive(*members):
    directory = b"".join(entry for _, entry in members)
    whole = b"".join(local for local, _ in members)
    end = struct.pack("<HHHHIIH", 0, 0, len(members), len(members), len(directory), len(whole), 4)
    return whole + directory + b"PK\5\6" + end + b"done"


def program():
    """The headers of a program of Windows for 64 bits, with two sections and an import table."""
    tables = struct.pack("<4I", 0, 0, 0x2000, 40) + bytes(14 * 8)
    optional = struct.pack("<HBBIIIII", 0x20B, 14, 0, 512, 512, 0, 0x1000, 0x1000)
    optional += struct.pack("<QIIHHHHHHIIIIHH", 0x140000000, 4096, 512, 6, 1, 0, 0, 6, 1, 0, 0x3000, 512, 0, 3, 0x140)
    optional += struct.pack("<QQQQII", 1 << 20, 4096, 1 << 20, 4096, 0, 16) + tables
    file = b"PE\0\0" + struct.pack("<HHIIIHH", 0x8664, 2, 1600000000, 0, 0, len(optional), 0x22)
    sections = b"".join(name.ljust(8, b"\0") + struct.pack("<6IHHI", 256, at, 512, at // 8, 0, 0, 0, 0, bits)
                        for name, at, bits in ((b".text", 0x1000, 0x60000020), (b".idata", 0x2000, 0x40000040)))
    dos = b"MZ" + struct.pack("<13H", 0x90, 3, 0, 4, 0, 0xFFFF, 0, 0xB8, 0, 0, 0, 0x40, 0) + bytes(32) + struct.pack("<I", 80)
    return dos[:60] + struct.pack("<I", 80) + b"no DOS, sorry   " + file + optional + sections + bytes(1024)


def attachments():
    inner = archive(member(b"deep.txt", b"at the bottom of it\n" * 3))
    text = b"a text that repeats itself, a text that repeats itself\n" * 20
    whole = archive(member(b"plain.txt", b"just a few words in here\n"), member(b"dir/", b""),
                    member(b"packed.txt", text, 8, 0, deflated(text)),
                    member(b"streamed.txt", text, 8, 8, deflated(text)),
                    member(b"unsized.bin", b"PK\7\x08 is no end" + bytes(30), 0, 8),
                    member(b"secret.txt", b"x" * 30, 0, 1), member(b"in.zip", inner))
    packets = []
    bodies = [whole, whole[:300], b"PK\3\4" + b"\xff" * 60, archive(member(b"bad", text, 8, 0, b"\xff" * 40)), program(),
              program()[:100]]
    for number, body in enumerate(bodies):
        flow = Flow(sport=40001 + number, start=START + number).open()
        packets += ask(flow, request(b"/%d" % number), reply(body)).close().packets
    write("http-archives", packets)


def ends():
    """Bodies up to the end of the connection, with a line end and without; an alert of TLS for an answer; a connection
    that began before the capture."""
    packets = []
    for number, body in enumerate([b"a line\r\n", b"no line"]):
        flow = Flow(sport=40001 + number, start=START + number).open()
        packets += ask(flow, request(b"/"), b"HTTP/1.0 200 OK\r\n\r\n" + body).close().packets
    flow = Flow(sport=40003, start=START + 2).open()
    packets += ask(flow, request(b"/"), b"\x15\3\3\0\2\2\x46").close().packets
    write("http-ends", packets)
    write("http-from-the-middle", ask(Flow(), request(b"/"), reply(PAGE)).packets)


if __name__ == "__main__":
    ends()
    attachments()
    pipelined()
    multipart()
    slow_part()
    ranges()
    tunnels()
    holes()
    odd()
    bad_requests()
