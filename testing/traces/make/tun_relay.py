#!/usr/bin/env python3
"""Carries packets between two tun interfaces of different network namespaces.

    tun_relay.py <namespace> <interface> <namespace> <interface>

The kernels at both ends are real, the cable is this program: a link without a link header.
"""

import ctypes
import fcntl
import os
import select
import struct
import sys

TUNSETIFF = 0x400454CA
IFF_TUN, IFF_NO_PI = 0x0001, 0x1000
CLONE_NEWNET = 0x40000000


def open_tun(namespace, name):
    libc = ctypes.CDLL(None, use_errno=True)
    with open(f"/run/netns/{namespace}", "rb") as entry:
        if libc.setns(entry.fileno(), CLONE_NEWNET) != 0:
            raise OSError(ctypes.get_errno(), f"cannot enter {namespace}")
    descriptor = os.open("/dev/net/tun", os.O_RDWR)
    fcntl.ioctl(descriptor, TUNSETIFF, struct.pack("16sH", name.encode(), IFF_TUN | IFF_NO_PI))
    return descriptor


def main():
    ends = [open_tun(sys.argv[1], sys.argv[2]), open_tun(sys.argv[3], sys.argv[4])]
    while True:
        for ready in select.select(ends, [], [])[0]:
            packet = os.read(ready, 65536)
            os.write(ends[1 - ends.index(ready)], packet)


if __name__ == "__main__":
    main()
