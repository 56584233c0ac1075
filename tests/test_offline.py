"""Nothing leaves the machine: every `connect` of the command line and the app is traced, also those that fail."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from tests.conftest import PROJECT, needs

INTERNET = re.compile(r'sa_family=AF_INET6?,.*?(?:inet_addr\("([^"]+)"\)|inet_pton\(AF_INET6, "([^"]+)")')
LOCAL = re.compile(r"^(127\.|::1$|::ffff:127\.)")


def outside(trace: str) -> list[str]:
    """The addresses beyond this machine that the trace shows an attempt for."""
    found = [a or b for a, b in INTERNET.findall(trace)]
    return [address for address in found if not LOCAL.match(address)]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("kho") / "chỉ mục"
    files = [str(PROJECT / "corpus" / "tom-luoc")]
    subprocess.run([sys.executable, "-m", "assistant.cli", "ingest", *files, "--index", str(target)], check=True)
    return target


def test_the_trace_is_read_rightly() -> None:
    trace = (
        'connect(3, {sa_family=AF_UNIX, sun_path="/run/x"}, 9) = 0\n'
        'connect(4, {sa_family=AF_INET, sin_port=htons(80), sin_addr=inet_addr("127.0.0.1")}, 16) = 0\n'
        'connect(5, {sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr("8.8.8.8")}, 16) = -1\n'
        "connect(6, {sa_family=AF_INET6, sin6_port=htons(443), sin6_flowinfo=htonl(0),"
        ' inet_pton(AF_INET6, "2001:db8::1", &sin6_addr), sin6_scope_id=0}, 28) = -1\n'
    )
    assert outside(trace) == ["8.8.8.8", "2001:db8::1"]


@pytest.mark.slow
def test_asking_opens_no_connection(index: Path, tmp_path: Path) -> None:
    strace = needs("strace")
    log = tmp_path / "trace"
    command = [sys.executable, "-m", "assistant.cli", "ask", "Kế hoạch 1090 triển khai gì?", "--index", str(index)]
    environment = os.environ | {"LANGSMITH_TRACING": "true", "LANGCHAIN_TRACING_V2": "true", "LANGSMITH_API_KEY": "x"}
    done = subprocess.run(
        [strace, "-f", "-e", "trace=connect", "-o", str(log), *command],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "1090/KH-UBND" in done.stdout
    assert outside(log.read_text(encoding="utf-8", errors="replace")) == []


@pytest.mark.slow
def test_the_app_opens_no_connection_and_listens_on_localhost_only(index: Path, tmp_path: Path) -> None:
    strace = needs("strace")
    log = tmp_path / "trace"
    port = free_port()
    command = [sys.executable, "-m", "assistant.ui.launch", "--port", str(port)]
    app = subprocess.Popen(
        [strace, "-f", "-e", "trace=connect,bind", "-o", str(log), *command],
        env=os.environ | {"TRACUU_INDEX_DIR": str(index)}, start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        page = wait_for(f"http://localhost:{port}/")
        assert "<title>" in page
        assert wait_for(f"http://localhost:{port}/_stcore/health") == "ok"
    finally:
        os.killpg(app.pid, signal.SIGKILL)
        app.wait()
    trace = log.read_text(encoding="utf-8", errors="replace")
    assert f"htons({port})" in trace
    assert outside(trace) == []


def wait_for(url: str, seconds: float = 90.0) -> str:
    """The body once the server answers."""
    end = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                return str(answer.read().decode())
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.5)
