"""Starts the app on this machine alone: `python -m assistant.ui.launch [--port N]`.

The flags stand on the command line because streamlit otherwise binds every address and asks an outside one for its own.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from assistant.settings import choose_language
from assistant.ui.loopback import ensure_loopback
from assistant.wording import say

APP = Path(__file__).resolve().parent.parent.parent / "app.py"

QUIET = {
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "LANGSMITH_TRACING": "false",
    "LANGCHAIN_TRACING_V2": "false",
    "ANONYMIZED_TELEMETRY": "false",
}


def command(port: int, max_upload_mb: int) -> list[str]:
    """The streamlit command line: localhost only, no usage statistics, no browser opened, no file watcher."""
    return [
        sys.executable, "-m", "streamlit", "run", str(APP),
        "--server.address=localhost",
        f"--server.port={port}",
        "--server.headless=true",
        f"--server.maxUploadSize={max_upload_mb}",
        "--server.fileWatcherType=none",
        "--browser.serverAddress=localhost",
        "--browser.gatherUsageStats=false",
        "--client.toolbarMode=minimal",
    ]  # fmt: skip


def main() -> None:
    choose_language()
    parser = argparse.ArgumentParser(prog="python -m assistant.ui.launch", description=say("app.launch.about"))
    parser.add_argument("--port", type=int, default=8501, help=say("app.launch.port"))
    parser.add_argument("--max-upload-mb", type=int, default=200, help=say("app.launch.max_upload"))
    options = parser.parse_args()
    os.environ.update(QUIET)
    ensure_loopback()
    print(say("app.launch.open", port=options.port), flush=True)
    os.execv(sys.executable, command(options.port, options.max_upload_mb))


if __name__ == "__main__":
    main()
