"""Runs as a program of its own between a reading process and LibreOffice, and ends LibreOffice with it.

Started as `python -I office_guard.py FOLDER PROGRAM ARGUMENT…` by `assistant/reading/office/soffice.py`. It keeps one
LibreOffice running with a document of its own open (so that it does not end after each conversion) and takes requests
from its standard input, one JSON list of arguments a line; each runs the same program, which hands the request to the
running one: 0.1 s instead of 1.4 s for a short file. It answers "ready" once, then "done", "late" or "died".

When its input ends, since the reading process closed it or was killed, it deletes FOLDER (profile, inputs, outputs) and
ends all it started and itself. It imports nothing of the product: it must start at once.
"""

from __future__ import annotations

import json
import os
import queue
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

START_SECONDS = 60.0
"""A first start, with the profile to be made, takes 2 s on an idle machine."""
SECONDS = 100.0
"""For one file: below the 120 s after which a silent reading process is ended. The largest real file takes 4 s."""


def main(folder: Path, command: list[str]) -> int:
    if hasattr(os, "setsid"):
        os.setsid()  # out of the group of the reading process: the end of the input is what ends this one
    requests: queue.SimpleQueue[list[str]] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(folder, requests), daemon=True).start()
    (folder / "keep.txt").write_text("tracuu\n", encoding="utf-8")
    resident = _run([*command, str(folder / "keep.txt")])
    if not _opened(folder, resident):
        _end(folder)
    _say("ready")
    while True:
        client = _run([*command, *requests.get()])
        deadline = time.monotonic() + SECONDS
        while client.poll() is None and resident.poll() is None and time.monotonic() < deadline:
            time.sleep(0.01)
        if client.poll() is None:
            _kill(client)
        if resident.poll() is not None:
            _say("died")
        else:
            _say("late" if time.monotonic() >= deadline else "done")


_started: list[subprocess.Popen[bytes]] = []


def _run(command: list[str]) -> subprocess.Popen[bytes]:
    nothing = subprocess.DEVNULL
    process = subprocess.Popen(command, stdin=nothing, stdout=nothing, stderr=nothing, start_new_session=True)
    _started[1:] = [process] if _started else []  # the first one stays, of the others one runs at a time
    if not _started:
        _started.append(process)
    return process


def _kill(process: subprocess.Popen[bytes]) -> None:
    """Ends a program with what it started: `soffice` is a script that starts two others."""
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], check=False, capture_output=True)
        return
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def _opened(folder: Path, resident: subprocess.Popen[bytes]) -> bool:
    """Waits until LibreOffice has locked its own document, which is when it takes requests."""
    deadline = time.monotonic() + START_SECONDS
    while resident.poll() is None and time.monotonic() < deadline:
        if (folder / ".~lock.keep.txt#").exists():
            return True
        time.sleep(0.02)
    return False


def _say(word: str) -> None:
    sys.stdout.write(word + "\n")
    sys.stdout.flush()


def _listen(folder: Path, requests: queue.SimpleQueue[list[str]]) -> None:
    for line in sys.stdin:
        requests.put(json.loads(line))
    _end(folder)


def _end(folder: Path) -> None:
    for process in list(_started):
        _kill(process)
    shutil.rmtree(folder, ignore_errors=True)
    os._exit(0)


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1]), sys.argv[2:]))
