#!/usr/bin/env python3
"""Desktops, proxies, directories, databases and terminals from afar: what their programs do not say on demand.

Writes the same bytes every time. Needs nothing but Python.
"""

import base64
import struct

from packets import ACK, PSH, Flow, datagrams, packed, write

little = lambda size, number: number.to_bytes(size, "little")


def talk(flow, *turns):
    """Turns of bytes: ("c", bytes) from the client, ("s", bytes) from the server; each is one segment."""
    for who, data in turns:
        (flow.client if who == "c" else flow.server)(PSH | ACK, data)
    return flow


def write_flows(name, *conversations):
    """Conversations of (port, turns), one after the other."""
    packets = []
    for number, (port, turns) in enumerate(conversations):
        flow = Flow(sport=40000 + number, dport=port, start=1700000000.0 + number).open()
        packets += talk(flow, *turns).close().packets
    write(name, packets)


def ber(tag, *parts):
    content = b"".join(parts)
    size = len(content)
    length = bytes([size]) if size < 128 else b"\x82" + struct.pack("!H", size)
    return (tag if isinstance(tag, bytes) else bytes([tag])) + length + content


# ---- RDP ----------------------------------------------------------------------------

# A key of 512 bits, 65537, that signs itself.
CERTIFICATE = base64.b64decode(
    "MIIBlTCCAT+gAwIBAgIUXpR8Me/oJU/eV6PUf/uG3rxd638wDQYJKoZIhvcNAQELBQAwHzENMAsGA1UEAwwEdGVybTEOMAwGA1UE"
    "BwwFR1JPVVAwHhcNMjYxMTI4MjAzNjI0WhcNMzYxMTI1MjAzNjI0WjAfMQ0wCwYDVQQDDAR0ZXJtMQ4wDAYDVQQHDAVHUk9VUDBc"
    "MA0GCSqGSIb3DQEBAQUAA0sAMEgCQQC6OOWFJKupBBvYL3pzGoAv1X62DtwejK2rte4fzbHfbkESlPsUBCzzFPVzGZ3zk28f+XUV"
    "9VNw+xwz8J/UaXUZAgMBAAGjUzBRMB0GA1UdDgQWBBTAfWqrZ+5gvvSAJ2Ijsn3PjZqIozAfBgNVHSMEGDAWgBTAfWqrZ+5gvvSA"
    "J2Ijsn3PjZqIozAPBgNVHRMBAf8EBTADAQH/MA0GCSqGSIb3DQEBCwUAA0EAq/xhjOiN2N4L5pVGIrXlFigDq8MkWtRWiptg3Vdm"
    "BxvJ94IxYFF6p+5lMUTZtDj1uD0JTOb2tQ6XywPzL1QP5Q==")
# The same, with a way to sign in place of the kind of the key, as Windows does it.
MISNAMED = CERTIFICATE.replace(bytes.fromhex("06092a864886f70d010101"), bytes.fromhex("06092a864886f70d010104"))


def tpkt(data):
    return b"\x03\x00" + struct.pack("!H", len(data) + 4) + data


def rdp_request(cookie=b"", negotiation=b"\x01\x00\x08\x00\x03\x00\x00\x00"):
    body = b"\xe0" + bytes(5) + cookie + negotiation
    return tpkt(bytes([len(body)]) + body)


def rdp_confirm(kind, flags, value, length=8):
    body = b"\xd0\x00\x00\x12\x34\x00" + bytes([kind, flags]) + little(2, length) + little(4, value)
    return tpkt(bytes([len(body)]) + body)


def rdp_block(kind, content):
    return little(2, kind) + little(2, len(content) + 4) + content


def rdp_data(tag, head, key, blocks):
    blocks = b"".join(blocks)
    packed = struct.pack("!H", 0x8000 | len(blocks)) + blocks
    user_data = b"\x00\x05\x00\x14\x7c\x00\x01\x81\x00" + key + packed
    return tpkt(b"\x02\xf0\x80" + ber(tag, head, ber(0x04, user_data)))


def rdp_client(*blocks):
    sets = b"\x04\x01\x01\x04\x01\x01\x01\x01\xff" + ber(0x30) * 3
    return rdp_data(b"\x7f\x65", sets, b"\x00\x08\x00\x10\x00\x01\xc0\x00Duca", blocks)


def rdp_server(*blocks, result=0):
    head = b"\x0a\x01\x00\x02\x01\x00" + ber(0x30)
    key = b"\x14\x76\x0a\x01\x01" + bytes([result]) + b"\x01\xc0\x00McDn"
    return rdp_data(b"\x7f\x66", head, key, blocks)


def rdp_core(layout, build, more=b""):
    name = "PC-\u00fc".encode("utf-16-le").ljust(32, b"\0")
    sizes = little(2, 1280) + little(2, 800) + little(2, 0xca01) + little(2, 0xaa03)
    return rdp_block(0xc001, little(4, 0x80004) + sizes + little(4, layout) + little(4, build) + name
                     + little(4, 4) + little(4, 0) + little(4, 12) + bytes(64) + more)


def rdp():
    core_more = (little(2, 0xca01) + little(2, 1) + little(4, 0) + little(2, 16) + little(2, 15) + little(2, 0x1ad)
                 + "48ced-1234".encode("utf-16-le").ljust(64, b"\0"))
    security, cluster = rdp_block(0xc002, little(4, 0x1b) + little(4, 0)), rdp_block(0xc004, little(4, 0x4f) + little(4, 7))
    channels = [b"rdpdr", b"rdpsnd", b"cliprdr"]
    network = rdp_block(0xc003, little(4, 3) + b"".join(name.ljust(8, b"\0") + little(4, 0xc0a00000) for name in channels))
    chain = little(4, 0x80000002) + little(4, 2)
    chain += b"".join(little(4, len(one)) + one for one in (CERTIFICATE, MISNAMED)) + bytes(16)
    random = little(4, 32) + little(4, len(chain)) + bytes(32)
    settings = rdp_block(0x0c01, little(4, 0x80004)), rdp_block(0x0c02, little(4, 2) + little(4, 2) + random + chain)
    whole = rdp_server(*settings)
    certified = [("c", rdp_request(b"Cookie: mstshash=anna\r\n")), ("s", rdp_confirm(2, 31, 0)),
                 ("c", rdp_client(rdp_core(0x4041e, 9600, core_more), cluster, security, network)),
                 ("s", whole[:700]), ("s", whole[700:]), ("c", tpkt(bytes(8))), ("s", tpkt(bytes(7)))]
    plain = rdp_server(rdp_block(0x0c02, bytes(8)))
    write_flows("rdp-odd",
                (3389, [("c", rdp_request()), ("s", rdp_confirm(3, 0, 5))]),
                (40001, certified),
                (3389, [("c", rdp_request(negotiation=b"")), ("s", tpkt(b"\x06\xd0" + bytes(5))),
                        ("c", rdp_client(rdp_core(7, 1))), ("s", plain), ("c", b"anything")]),
                (3389, [("c", rdp_request()), ("s", rdp_confirm(2, 0, 2)), ("c", b"\x16\x03\x01\x00\x05\x01\x00\x00\x01\x00")]),
                (3389, [("c", b"GET / HTTP/1.0\r\n\r\n")]),
                (3389, [("c", rdp_request()), ("s", rdp_confirm(2, 0, 2, length=512))]),
                (3389, [("c", rdp_request()), ("s", rdp_confirm(2, 0, 0)), ("c", rdp_client(little(4, 0xc001)))]))


def rdp_udp():
    syn = lambda ack, flags, version: (ack + b"\x00\x40" + struct.pack("!H", flags) + b"\x11\x22\x33\x44\x04\xd0\x04\xd0"
                                       + (bytes(32) if flags & 0x800 else b"") + struct.pack("!HH", 1, version)).ljust(1232, b"\0")
    ask, answer = (lambda version: syn(b"\xff" * 4, 0x1801, version)), (lambda version: syn(b"\x11\x22\x33\x44", 0x1005, version))
    data = b"\0\0\0\1\0\x40\x00\x0c" + b"\0\1\x1f\0" + bytes(8) + b"one"
    data2 = b"\x00\x04\xc0" + b"\x01\x00two"
    write("rdpeudp", datagrams(
        (True, 50000, 3389, ask(2)), (True, 50000, 3389, ask(2)), (False, 3389, 50000, answer(2)),
        (True, 50000, 3389, data), (False, 3389, 50000, b"\0\0\0\1\0\x40\x00\x04\0\0\0\0"),
        (True, 50001, 40001, ask(0x101)), (False, 40001, 50001, answer(0x101)), (False, 40001, 50001, data2),
        (True, 50002, 3389, ask(2)), (True, 50003, 3389, b"something else"),
        (True, 50004, 3389, ask(2)), (False, 3389, 50004, b"no")))


# ---- SOCKS --------------------------------------------------------------------------

HTTP = [("c", b"GET /page HTTP/1.1\r\nHost: inside\r\n\r\n"), ("s", b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")]
PORT80, LOCAL = b"\x00\x50", b"\x7f\x00\x00\x01"


def socks():
    granted4, granted5 = b"\x00\x5a" + PORT80 + LOCAL, b"\x05\x00\x00\x01" + LOCAL + PORT80
    named4 = b"\x04\x01" + PORT80 + b"\x00\x00\x00\x07anna\x00www.example.org\x00"
    login, named5 = b"\x01\x04anna\x06secret", b"\x05\x01\x00\x03\x0fwww.example.org" + PORT80
    six = b"\x05\x01\x00\x04" + packed("fd00:2::9") + PORT80
    write_flows("socks-odd",
                (1080, [("c", named4), ("s", granted4)] + HTTP),
                (40001, [("c", b"\x05\x02\x00\x02"), ("s", b"\x05\x02"), ("c", login), ("s", b"\x01\x00"),
                         ("c", named5), ("s", granted5)] + HTTP),
                (1080, [("c", b"\x05\x01\x02"), ("s", b"\x05\x02"), ("c", login), ("s", b"\x01\x01")]),
                (1080, [("c", b"\x05\x01\x00" + six), ("s", b"\x05\x00" + granted5 + b"SSH-2.0-server\r\n"),
                        ("c", b"SSH-2.0-client\r\n")]),
                (1080, [("c", b"\x05\x01\x01"), ("s", b"\x05\x01"), ("c", b"\x01\x01\x00\x01x")]),
                (1080, [("c", b"\x04\x02" + PORT80 + LOCAL + b"\x00"), ("s", b"\x00\x5b" + PORT80 + LOCAL)]),
                (1080, [("c", b"GET / HTTP/1.0\r\n\r\n"), ("s", b"HTTP/1.0 404 No\r\n\r\n")]),
                (1080, [("c", b"\x05\x01\x00"), ("s", b"\x05\x00"), ("c", b"\x05\x01\x00\x09")]))


# ---- LDAP ---------------------------------------------------------------------------

def ldap(number, operation, *parts):
    return ber(0x30, ber(2, bytes([number])), ber(operation, *parts))


def octets(text, tag=4):
    return ber(tag, text.encode() if isinstance(text, str) else text)


def ldap_bind(number, authentication, name=""):
    return ldap(number, 0x60, b"\x02\x01\x03", octets(name), authentication)


def ldap_result(number, operation, code=0, more=b"", diagnostic=""):
    return ldap(number, operation, ber(0x0A, bytes([code])), octets(""), octets(diagnostic), more)


def ldap_search(number, filter, base="dc=a"):
    return ldap(number, 0x63, octets(base), ber(0x0A, b"\x02"), ber(0x0A, b"\x03"), ber(2, b"\x00"), ber(2, b"\x05"),
                ber(1, b"\x00"), filter, ber(0x30, octets("cn"), octets("mail")))


def equal(attribute, value):
    return ber(0xA3, octets(attribute), octets(value))


def ntlm(kind, rest=b""):
    return b"NTLMSSP\0" + little(4, kind) + rest


def wrapped(data):
    return struct.pack("!I", len(data)) + data


def ldap_traces():
    ping = ber(0xA0, equal("DnsDomain", "a.example."), equal("Host", "PC(1)*"), equal("NtVer", b"\x16\0\0\0"),
               equal("DomainGuid", bytes(range(16))), equal("AAC", b"\x80\0\0\0"),
               equal("DomainSid", b"\1\4\0\0\0\0\0\5\x15\0\0\0" + bytes(range(12))))
    found = ldap(1, 0x64, octets(""), ber(0x30)) + ldap_result(1, 0x65)
    write("ldap-udp", datagrams((True, 50000, 389, ldap_search(1, ping, "")), (False, 389, 50000, found),
                                (True, 50001, 389, b"\x30\x84\0\0\0\5hello"),
                                (True, 50002, 40001, ldap_bind(1, octets("", 0x80))), (False, 40001, 50002, ldap_result(1, 0x61))))

    sasl = lambda mechanism, token: ber(0xA3, octets(mechanism), octets(token) if token else b"")
    challenge = ntlm(2, bytes(4) + little(4, 56) + little(4, 1) + bytes(8) + bytes(8) + bytes(8) + bytes(8))
    whole = ldap_search(4, ber(0x87, b"objectClass"))
    checksum = bytes(range(12))
    turned = (whole + checksum)[-5:] + (whole + checksum)[:-5]
    old = b"\x06\x09\x2a\x86\x48\x86\xf7\x12\x01\x02\x02" + b"\x02\x01\x11\x00\xff\xff\xff\xff" + bytes(24) + ldap_search(7, ber(0x87, b"old"))
    entries = ldap(4, 0x64, octets("cn=x"), ber(0x30)) + ldap_result(4, 0x65)
    signed = [("c", ldap_bind(1, sasl("GSS-SPNEGO", ntlm(1, bytes(24))))),
              ("s", ldap_result(1, 0x61, 14, octets(challenge, 0x87))),
              ("c", ldap_bind(2, sasl("GSS-SPNEGO", ntlm(3, bytes(60))))), ("s", ldap_result(2, 0x61)),
              ("c", wrapped(b"\5\4\0\xff\0\x0c\0\0" + bytes(8) + whole + checksum)),
              ("s", wrapped(b"\5\4\1\xff\0\x0c\0\x0c" + bytes(8) + checksum + entries)),
              ("c", wrapped(b"\5\4\0\xff\0\x0c\0\5" + bytes(8) + turned.replace(b"\2\1\4", b"\2\1\5"))),
              ("c", wrapped(b"\5\4\2\xff\0\x0c\0\0" + bytes(8) + bytes(40))),
              ("c", wrapped(b"\1\0\0\0" + bytes(12) + ldap_search(6, ber(0x87, b"ntlm")))),
              ("c", wrapped(ber(0x60, old))), ("c", wrapped(bytes(30))),
              ("c", wrapped(b"\1\0\0\0" + bytes(12) + b"\x30" * 40))]
    filters = [equal("cn", "Zo\u00eb"), ber(0xA2, ber(0x87, b"fax")), ber(0xA1, *(ber(0x87, c.encode()) for c in "abcd")),
               ber(0xA4, octets("cn"), ber(0x30, octets("A", 0x80), octets("b", 0x81), octets("c", 0x81), octets("Z", 0x82))),
               ber(0xA5, octets("n"), octets("5")), ber(0xA6, octets("n"), octets("5")), ber(0xA8, octets("n"), octets("\\")),
               ber(0xA9, octets("1.2.3", 0x81), octets("n", 0x82), octets("5", 0x83), ber(0x84, b"\xff"))]
    deep = ber(0x87, b"a")
    for _ in range(150):
        deep = ber(0xA2, deep)
    write_flows("ldap-odd",
                (40001, [("c", ldap_bind(1, octets("secret", 0x80), "cn=anna")), ("s", ldap_result(1, 0x61, 49, diagnostic="No!\n\0"))]),
                (389, signed),
                (389, [("c", b"".join(ldap_search(n + 1, f) for n, f in enumerate(filters))),
                       ("s", ldap(1, 0x64, octets("cn=1"), ber(0x30)) + ldap(1, 0x73, octets("ldap://b")) + ldap_result(1, 0x65, 4))]),
                (389, [("c", ldap_search(1, deep))]),
                (389, [("c", b"".join(ldap(n, 0x68, octets("cn=x")) for n in range(1, 13)))]),
                (389, [("c", ldap_bind(1, octets(ntlm(1), 0x8A))), ("s", ldap_result(1, 0x61)),
                       ("c", ldap(2, 0x77, octets("1.2.3", 0x80), octets("what", 0x81))),
                       ("s", ldap_result(2, 0x78, 2, octets("1.2.4", 0x8A) + octets("so", 0x8B))),
                       ("c", ldap(3, 0x50) + ldap(4, 0x66, octets("cn=x"), ber(0x30, ber(0x30, ber(0x0A, b"\1"), ber(0x30, octets("fax"), ber(0x31))))))]),
                (389, [("c", b"HTTP/1.0\r\n\r\n")]),
                (389, [("c", ldap_bind(1, octets("", 0x80))), ("c", b"\0\0\0\5hello")]))


# ---- PostgreSQL ---------------------------------------------------------------------

def pg(kind, content=b""):
    return kind + struct.pack("!I", len(content) + 4) + content


def pg_start(*parameters, version=0x30000):
    body = struct.pack("!I", version) + b"".join(text.encode() + b"\0" for text in parameters) + b"\0"
    return struct.pack("!I", len(body) + 4) + body


def postgresql():
    wish = lambda number, more=b"": struct.pack("!II", 8 + len(more), 80877100 + number) + more
    start = pg_start("user", "anna", "database", "berries", "application_name", "test")
    login = pg(b"R", struct.pack("!I", 3)) + pg(b"R", struct.pack("!I", 99))
    ready, ok = pg(b"Z", b"I"), pg(b"R", bytes(4))
    error = pg(b"E", b"SERROR\0C42P01\0Mnothing\0xodd\0\0")
    write_flows("postgresql-odd",
                (40001, [("c", start), ("s", login), ("c", pg(b"p", b"secret\0")), ("s", ok + pg(b"S", b"a\0b\0") + pg(b"K", bytes(8)) + ready),
                         ("c", pg(b"P", b"\0SELECT 1\0\0\0") + pg(b"S")), ("s", pg(b"1") + error + ready),
                         ("c", pg(b"Q", b"SELECT 2\0") + pg(b"Q", b"SELECT 3\0")),
                         ("s", pg(b"T", b"\0\0") + pg(b"D", b"\0\2" + bytes(9000)) + pg(b"N", b"Mnote\0\0") + ready)]),
                (5432, [("c", wish(4)), ("s", b"N"), ("c", wish(3)), ("s", b"N"), ("c", start)]),
                (40002, [("c", wish(3)), ("s", b"S"), ("c", b"\x16\3\1\0\5\1\0\0\1\0")]),
                (5432, [("c", wish(2, bytes(8)))]),
                (5432, [("c", b"GET / HTTP/1.0\r\n\r\n")]),
                (5432, [("c", start), ("s", b"R\0\0\0\3")]),
                (5432, [("c", pg_start("user", "anna", version=0x20000))]),
                (5432, [("c", start), ("s", pg(b"E", b"SFATAL"))]))


# ---- Telnet, Rlogin, Rsh ------------------------------------------------------------

def logins():
    will, wont, do, dont = (lambda option, n=n: bytes([255, n, option]) for n in (251, 252, 253, 254))
    about = lambda option, data: b"\xff\xfa" + bytes([option]) + data + b"\xff\xf0"
    greeting = [("s", do(24) + do(39) + will(1)), ("c", will(24) + will(39) + wont(35) + do(1)), ("s", about(24, b"\1")),
                ("c", about(24, b"\0xterm") + about(39, b"\0\0DISPLAY\1pc:0\3TTYPROMPT\1go\2\1>")),
                ("s", b"Welcome.\r\nlogin: ")]
    ask = lambda user, password, verdict: [
        ("c", user + b"\r\n"), ("s", user + b"\r\nPassword: "), ("c", password + b"\r\0"), ("s", b"\r\n" + verdict + b"\r\n")]
    session = greeting + ask(b"ana\x7fna", b"wrong", b"Login incorrect") + ask(b"anna", b"secret", b"Last login: today")
    session += [("c", b"ls\r\n"), ("s", b"ls\r\na.txt\r\n")]
    odd = [("s", dont(24)), ("c", wont(24) + will(24) + about(24, b"") + b"\xff\xfa\x27\0\xff\xf1" + about(39, b"\0\3USER\1root")),
           ("c", about(37, b"\3root")), ("s", about(37, b"\2\2\0\2") + about(37, b"\2\2\0\1") + about(37, b"\2")),
           ("s", b"Login incorrect\r\n"), ("c", b"what\r\n"), ("c", about(38, b"\3") + b"secret\r\n")]
    skipped = [("s", b"No login needed\r\n"), ("c", b"ls\r\n"), ("s", b"Login incorrect\r\n")]
    write_flows("telnet", (23, session), (23, odd), (23, skipped), (23, [("s", about(37, b"\2\2"))]))
    rlogin = [("c", b"\0"), ("c", b"anna\0root\0vt100/9600\0"), ("s", b"\0Password: "),
              ("c", b"\xff\xffss" + bytes(8) + b"secret\r"), ("s", b"\r\nLast login: today\r\n")]
    rsh = [("c", b"1021\0anna\0root\0cat\0"), ("s", b"\0"), ("c", b"one\ntwo\n"), ("s", b"one\ntwo\n")]
    write_flows("rlogin-rsh", (513, rlogin), (513, [("c", b"GET /\0\0\0\0")]), (514, rsh),
                (514, [("c", b"0\0anna\0root\0ls\0"), ("s", b"\1Permission denied.\n"), ("c", b"more\n")]),
                (514, [("c", b"<13>a message")]))


def main():
    rdp()
    rdp_udp()
    socks()
    ldap_traces()
    postgresql()
    logins()


if __name__ == "__main__":
    main()
