"""Brings the loopback interface up where it is down: a fresh network namespace (`unshare -rn`) starts that way."""

from __future__ import annotations

import socket
import struct
import sys

# linux/sockios.h and linux/if.h; an ifreq is a name of 16 bytes and a union of 24.
_GET_FLAGS, _SET_FLAGS = 0x8913, 0x8914
_UP, _RUNNING = 0x1, 0x40
_IFREQ = "16sh22x"


def ensure_loopback() -> bool:
    """Whether "lo" is up when this returns. Without it nothing can listen on localhost, not even for this machine
    alone. Changes nothing where it is up already, where the process may not (no CAP_NET_ADMIN), or beyond Linux."""
    if sys.platform != "linux":
        return True
    import fcntl

    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as handle:
        try:
            found = fcntl.ioctl(handle, _GET_FLAGS, struct.pack(_IFREQ, b"lo", 0))
            flags = struct.unpack(_IFREQ, found)[1]
            if not flags & _UP:
                fcntl.ioctl(handle, _SET_FLAGS, struct.pack(_IFREQ, b"lo", flags | _UP | _RUNNING))
        except OSError:
            return False
    return True
