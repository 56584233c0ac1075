"""Starts the app on this machine alone: `python -m assistant.ui.launch [--port N]`.

The flags stand on the command line because streamlit otherwise binds every address and asks an outside one for its own.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from assistant.ui.loopback import ensure_loopback

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
    parser = argparse.ArgumentParser(prog="python -m assistant.ui.launch", description="Mở ứng dụng trên máy này.")
    parser.add_argument("--port", type=int, default=8501, help="cổng trên localhost (mặc định 8501)")
    parser.add_argument("--max-upload-mb", type=int, default=200, help="cỡ tệp tải lên lớn nhất, MB")
    options = parser.parse_args()
    os.environ.update(QUIET)
    ensure_loopback()
    print(f"Mở trình duyệt tại http://localhost:{options.port} (dừng bằng Ctrl+C)", flush=True)
    os.execv(sys.executable, command(options.port, options.max_upload_mb))


if __name__ == "__main__":
    main()
