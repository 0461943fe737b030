#!/usr/bin/env python3
"""Conversations of classic protocols, with their mistakes: what programs do not say on demand.

Writes the same bytes every time. Needs nothing but Python.
"""

from packets import ACK, PSH, Flow, write


def talk(flow, lines):
    """Lines by turns: "> ..." is the client, "< ..." the server; each is one segment with its line end."""
    for line in lines:
        send = flow.client if line[0] == ">" else flow.server
        send(PSH | ACK, line[2:].encode("latin-1") + b"\r\n")
    return flow


def merged(*flows):
    return sorted((packet for flow in flows for packet in flow.packets), key=lambda packet: packet[0])


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


def main():
    ftp()
    ftp_other()


if __name__ == "__main__":
    main()
