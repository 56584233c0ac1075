"""The app finds a localhost also where the loopback interface begins down."""

from __future__ import annotations

import subprocess
import sys

import pytest

from assistant.ui.loopback import ensure_loopback
from tests.conftest import PROJECT, needs

TALK = """
import socket
from assistant.ui.loopback import ensure_loopback
server = socket.socket()
try:
    server.bind(("127.0.0.1", 0)); server.listen()
    socket.create_connection(server.getsockname(), 2); print("up")
except OSError:
    print("down")
print(ensure_loopback())
server = socket.socket(); server.bind(("127.0.0.1", 0)); server.listen()
socket.create_connection(server.getsockname(), 2); print("talks")
"""


def test_an_interface_that_is_up_is_left_alone() -> None:
    assert ensure_loopback() is True


def test_it_is_brought_up_in_a_new_network_namespace() -> None:
    unshare = needs("unshare")
    if subprocess.run([unshare, "-rn", "true"], capture_output=True, check=False).returncode:
        pytest.skip("this machine does not let a process have a network namespace of its own")
    done = subprocess.run(
        [unshare, "-rn", sys.executable, "-c", TALK], cwd=PROJECT, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["down", "True", "talks"]
