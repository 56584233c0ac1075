"""A PDF as if it had come out of an office scanner: grey pictures of its pages, slightly turned, no text layer."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

import numpy as np
from PIL import Image

DPI = 150
ANGLE = 0.7  # degrees; a sheet fed a little askew


def scan(pdf: Path, target: Path) -> None:
    """Needs pdftoppm. The noise is seeded, so that a page's picture is the same at each build."""
    noise = np.random.default_rng(30)
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["pdftoppm", "-r", str(DPI), "-gray", "-png", str(pdf), f"{folder}/p"], check=True)
        pages = []
        for picture in sorted(Path(folder).glob("p*.png")):
            turned = Image.open(picture).convert("L").rotate(ANGLE, Image.Resampling.BICUBIC, fillcolor=250)
            pixels = np.asarray(turned, dtype=np.float64) * 0.96
            pixels += noise.normal(0, 5, pixels.shape)
            pages.append(Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8)))
    pages[0].save(target, save_all=True, append_images=pages[1:], resolution=DPI, quality=55)
