"""What a reading process may take of the machine, and that it ends with the process that started it."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable

WATCH_SECONDS = 0.5
"""Between two looks at the memory where the system has no limit of its own to set."""


def own_group() -> None:
    """Makes this process the head of a group, so that programs it starts (tesseract, soffice) are ended with it."""
    if hasattr(os, "setsid"):
        os.setsid()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the writer, which ends the readers in good order


def end_group(pid: int) -> None:
    """Ends the process `pid` and what it started, at once. One that is gone already is no error."""
    for end in (_end_group_of, _end_one):
        try:
            end(pid)
        except (ProcessLookupError, PermissionError):
            continue


def _end_group_of(pid: int) -> None:
    if hasattr(os, "killpg"):
        os.killpg(pid, signal.SIGKILL)


def _end_one(pid: int) -> None:
    os.kill(pid, signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)


def limit_memory(megabytes: int, exceeded: Callable[[], None]) -> None:
    """From here on this process may take `megabytes` more than it has now.

    On Linux an allocation beyond that fails (`MemoryError` in Python): RLIMIT_DATA counts what is written to, not the
    files and libraries that are mapped. Elsewhere a thread looks at the memory in use and calls `exceeded`.
    """
    if sys.platform.startswith("linux"):
        import resource

        limit = _linux_data_bytes() + megabytes * 1024 * 1024
        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        if hard == resource.RLIM_INFINITY or limit < hard:
            resource.setrlimit(resource.RLIMIT_DATA, (limit, hard))
    else:
        threading.Thread(target=_watch, args=(memory_in_use() + megabytes * 1024 * 1024, exceeded), daemon=True).start()


def limit_processor(seconds: float) -> None:
    """Lets the system end this process after `seconds` more of processor time: the last guard over a process whose
    starter was killed while a C library held the interpreter, so that no thread of it could notice."""
    if sys.platform != "win32":
        import resource

        used = time.process_time()
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        soft = int(used + seconds) + 1
        if hard == resource.RLIM_INFINITY or soft < hard:
            resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


def memory_in_use() -> int:
    """Bytes of real memory of this process: now on Linux and Windows, at most so far elsewhere."""
    if sys.platform.startswith("linux"):
        with open("/proc/self/statm", encoding="ascii") as stream:  # noqa: PTH123 - read after every file
            return int(stream.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    if sys.platform == "win32":
        return _windows_working_set()
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss  # bytes on macOS


def _linux_data_bytes() -> int:
    with open("/proc/self/statm", encoding="ascii") as stream:  # noqa: PTH123
        return int(stream.read().split()[5]) * os.sysconf("SC_PAGE_SIZE")


def _windows_working_set() -> int:
    import ctypes

    class Counters(ctypes.Structure):
        _fields_ = [("size", ctypes.c_ulong), ("faults", ctypes.c_ulong)] + [
            (name, ctypes.c_size_t) for name in ("peak", "working_set", "a", "b", "c", "d", "pagefile", "peak_pagefile")
        ]

    counters = Counters()
    counters.size = ctypes.sizeof(counters)
    kernel = ctypes.WinDLL("kernel32")  # type: ignore[attr-defined,unused-ignore]
    kernel.GetCurrentProcess.restype = ctypes.c_void_p
    kernel.K32GetProcessMemoryInfo.argtypes = [ctypes.c_void_p, ctypes.POINTER(Counters), ctypes.c_ulong]
    kernel.K32GetProcessMemoryInfo(kernel.GetCurrentProcess(), ctypes.byref(counters), counters.size)
    return int(counters.working_set)


def _watch(most: int, exceeded: Callable[[], None]) -> None:
    while memory_in_use() <= most:
        time.sleep(WATCH_SECONDS)
    exceeded()
