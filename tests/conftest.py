"""Fixtures every room's tests share: where the real data is, and which programs are installed."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from assistant.ui.loopback import ensure_loopback

PROJECT = Path(__file__).resolve().parent.parent
SHARED = PROJECT.parent / "shared" / "data"


def pytest_sessionstart() -> None:
    """Servers on localhost work also where the whole run is cut from every network (`unshare -rn`)."""
    ensure_loopback()


def needs(program: str) -> str:
    """The path of `program`; skips the test when it is absent, fails it where `TRACUU_REQUIRE_TOOLS=1` (CI)."""
    found = shutil.which(program)
    if found is None:
        if os.environ.get("TRACUU_REQUIRE_TOOLS") == "1":
            pytest.fail(f"{program} is required here but not installed")
        pytest.skip(f"needs the program {program}")
    return found


@pytest.fixture(scope="session")
def project() -> Path:
    return PROJECT


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real documents and questions beside the checkout; tests that need it skip without it."""
    if not SHARED.is_dir():
        pytest.skip("needs ../shared/data")
    return SHARED
