"""Drawing on paper with reportlab: Vietnamese fonts, wrapped paragraphs, ruled tables."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

FONTS = {
    "serif": "croscore/Tinos-Regular.ttf",
    "serif-bold": "croscore/Tinos-Bold.ttf",
    "sans": "dejavu/DejaVuSans.ttf",
    "narrow": "dejavu/DejaVuSansCondensed.ttf",
    "mono": "croscore/Cousine-Regular.ttf",
}
FOLDER = Path("/usr/share/fonts/truetype")


class Board:
    """One PDF in the making; points from the bottom left, as reportlab counts them."""

    def __init__(self, size: tuple[float, float] = A4) -> None:
        for name, file in FONTS.items():
            if not (FOLDER / file).is_file():
                pytest.skip(f"needs the font {file}")
            if name not in pdfmetrics.getRegisteredFontNames():
                pdfmetrics.registerFont(TTFont(name, str(FOLDER / file)))
        self._out = io.BytesIO()
        self.width, self.height = size
        self.canvas = Canvas(self._out, pagesize=size)

    def text(self, x: float, y: float, text: str, font: str = "serif", size: float = 12) -> Board:
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, y, text)
        return self

    def centred(self, y: float, text: str, font: str = "serif-bold", size: float = 13, x: float | None = None) -> Board:
        self.canvas.setFont(font, size)
        self.canvas.drawCentredString(self.width / 2 if x is None else x, y, text)
        return self

    def turned(self, x: float, y: float, angle: float, text: str, font: str = "serif", size: float = 12) -> Board:
        """`text` from (x, y) on, turned counter-clockwise by `angle` degrees."""
        self.canvas.saveState()
        self.canvas.translate(x, y)
        self.canvas.rotate(angle)
        self.text(0, 0, text, font, size)
        self.canvas.restoreState()
        return self

    def grid(self, xs: Sequence[float], ys: Sequence[float]) -> Board:
        for x in xs:
            self.canvas.line(x, ys[0], x, ys[-1])
        for y in ys:
            self.canvas.line(xs[0], y, xs[-1], y)
        return self

    def lines(
        self,
        x: float,
        y: float,
        width: float,
        text: str,
        font: str = "serif",
        size: float = 11,
        justified: bool = False,
    ) -> list[tuple[float, float, str, float]]:
        """`text` broken to `width`: (x, y, line, spacing between words) for each line, downwards from `y`."""
        out: list[tuple[float, float, str, float]] = []
        words = text.split()
        while words:
            count = 1
            while count < len(words) and pdfmetrics.stringWidth(" ".join(words[: count + 1]), font, size) <= width:
                count += 1
            line, words = " ".join(words[:count]), words[count:]
            room = width - pdfmetrics.stringWidth(line, font, size)
            spread = room / (count - 1) if justified and words and count > 1 else 0.0
            out.append((x, y - 1.25 * size * len(out), line, spread))
        return out

    def draw(self, lines: Sequence[tuple[float, float, str, float]], font: str = "serif", size: float = 11) -> Board:
        for x, y, line, spread in lines:
            self.canvas.setFont(font, size)
            if spread:
                self._spread(x, y, line, spread)
            else:
                self.canvas.drawString(x, y, line)
        return self

    def _spread(self, x: float, y: float, line: str, spread: float) -> None:
        """A justified line, word by word, as printers of Word do."""
        for word in line.split():
            self.canvas.drawString(x, y, word)
            x += pdfmetrics.stringWidth(word + " ", self.canvas._fontname, self.canvas._fontsize) + spread

    def page(self) -> Board:
        self.canvas.showPage()
        return self

    def done(self) -> bytes:
        self.canvas.save()
        return self._out.getvalue()
