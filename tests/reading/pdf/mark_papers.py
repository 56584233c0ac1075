# ruff: noqa: E501  (markup and figures stand on lines of their own)
"""Papers with a slanted mark over or under their text; drafts among them say so."""

from __future__ import annotations

from dataclasses import dataclass

from tests.reading.pdf.drawing import Board
from tests.reading.pdf.flat import odt, p
from tests.reading.pdf.papers import Paper, Writer


@dataclass(frozen=True, slots=True)
class Mark:
    words: str
    angle: float = 45
    size: float = 60
    grey: float = 0.8
    font: str = "serif-bold"
    over: bool = False
    """Drawn after the text."""
    tiled: bool = False
    x: float = 120
    y: float = 400
    pages: int = 1


MARKS = (
    Mark("DỰ THẢO LẦN 2", 35),
    Mark("DỰ THẢO", 45, 90, over=True),
    Mark("BẢN DỰ THẢO", 55, 54, 0.9, "sans"),
    Mark("DỰ THẢO LẦN 3", -45, 50, y=700),
    Mark("LƯU HÀNH NỘI BỘ", 30, 48, x=90),
    Mark("DỰ THẢO 15/8/2026", 20, 44, over=True, x=60, y=500),
    Mark("BẢN NHÁP", 60, 70, 0.7, "mono", x=200, y=300),
    Mark("DỰ THẢO", 45, 18, tiled=True),
    Mark("KHÔNG SAO CHÉP", 40, 46, 0.5, pages=2),
    Mark("Dự thảo lần 4", 25, 64, 0.85, "narrow", over=True),
    Mark("DỰ THẢO", 90, 60, x=320, y=250),
    Mark("DỰ THẢO LẦN 1", -30, 40, 0.9, y=650, pages=3),
)
_ASKED = "mỗi ca trực có bao nhiêu người"


def is_draft(mark: Mark) -> bool:
    return "dự thảo" in mark.words.lower() or "nháp" in mark.words.lower()


def papers() -> list[Paper]:
    out: list[Paper] = []
    for n, mark in enumerate(MARKS):
        out += [_by_reportlab(n, mark), _by_chromium(n, mark)]
    return out + [_by_soffice(n, mark) for n, mark in enumerate(MARKS) if not mark.tiled]


def _words(seed: int) -> tuple[str, list[str]]:
    said = f"Mỗi ca trực có {12 + seed} người, ca đêm được nghỉ bù một ngày."
    lines = ["Điều 1. Giờ làm việc", *Writer(700 + seed).paragraph(3), "Điều 2. Trực cơ quan", said]
    return said, [*lines, *Writer(800 + seed).paragraph(3)]


def _paper(n: int, mark: Mark, producer: str, source: bytes | str) -> Paper:
    said, lines = _words(n)
    name = f"{n:02}-{mark.angle:g}"
    whole = tuple(lines)
    return Paper(
        "marks",
        producer,
        name,
        source,
        _ASKED,
        said,
        whole,
        stamps=(mark.words,),
        draft=is_draft(mark),  # type: ignore[arg-type]
    )


def _by_reportlab(n: int, mark: Mark) -> Paper:
    _, lines = _words(n)
    board = Board()
    for page in range(mark.pages):
        if not mark.over:
            _stamp(board, mark)
        board.centred(800, "QUY CHẾ LÀM VIỆC" if page == 0 else "PHẦN TIẾP THEO")
        y = 770.0
        for line in lines if page == 0 else Writer(900 + n + page).paragraph(6):
            drawn = board.lines(60, y, 470, line)
            board.draw(drawn)
            y -= 1.25 * 11 * len(drawn) + 14
        if mark.over:
            _stamp(board, mark)
        board.page()
    return _paper(n, mark, "reportlab", board.done())


def _stamp(board: Board, mark: Mark) -> None:
    board.canvas.saveState()
    board.canvas.setFillColorRGB(mark.grey, mark.grey, mark.grey)
    places = [(x, y) for x in (60, 260, 430) for y in (150, 380, 610)] if mark.tiled else [(mark.x, mark.y)]
    for x, y in places:
        board.turned(x, y, mark.angle, mark.words, mark.font, mark.size)
    board.canvas.restoreState()


_FAMILY = {"serif-bold": "'Tinos'", "sans": "'DejaVu Sans'", "mono": "'Cousine'", "narrow": "'DejaVu Sans Condensed'"}


def _by_chromium(n: int, mark: Mark) -> Paper:
    _, lines = _words(n)
    grey = round(mark.grey * 255)
    places = [(x, y) for x in (20, 90, 140) for y in (60, 130, 200)] if mark.tiled else [(15, 120)]
    stamps = "".join(
        f'<div style="position:fixed;left:{x:.0f}mm;top:{y}mm;transform:rotate({-mark.angle}deg);white-space:nowrap;'
        f'font:{mark.size}pt {_FAMILY[mark.font]};color:rgb({grey},{grey},{grey});z-index:{5 if mark.over else -1}">{mark.words}</div>'
        for x, y in places
    )
    body = "".join(f"<p>{line}</p>" for line in lines)
    source = (
        "<!doctype html><html lang=vi><style>@page{size:A4;margin:20mm}body{font:12pt 'Tinos';margin:0}</style>"
        f"<body>{stamps}<h3 style='text-align:center'>QUY CHẾ LÀM VIỆC</h3>{body}</body></html>"
    )
    return _paper(n, mark, "chromium", source)


def _by_soffice(n: int, mark: Mark) -> Paper:
    _, lines = _words(n)
    grey = f"#{round(mark.grey * 255):02x}" + f"{round(mark.grey * 255):02x}" * 2
    font = _FAMILY[mark.font].strip("'")
    style = (
        '<style:style style:name="W" style:family="graphic"><style:graphic-properties draw:fill="none" draw:stroke="none" '
        f'style:run-through="{"foreground" if mark.over else "background"}" style:wrap="run-through" '
        'draw:auto-grow-width="true"/></style:style>'
        f'<style:style style:name="WT" style:family="text"><style:text-properties fo:font-family="{font}" '
        f'fo:font-size="{mark.size}pt" fo:color="{grey}"/></style:style>'
    )
    turn = mark.angle * 3.14159265 / 180
    shape = (
        '<draw:custom-shape draw:style-name="W" text:anchor-type="page" text:anchor-page-number="1" svg:width="16cm" svg:height="3cm" '
        f'draw:transform="rotate({turn:.4f}) translate(3cm 15cm)"><text:p><text:span text:style-name="WT">{mark.words}</text:span>'
        '</text:p><draw:enhanced-geometry svg:viewBox="0 0 100 100" draw:type="rectangle" '
        'draw:enhanced-path="M 0 0 L 100 0 100 100 0 100 0 0 Z N"/></draw:custom-shape>'
    )
    body = shape + p("QUY CHẾ LÀM VIỆC", "C") + "".join(p(line) for line in lines)
    return _paper(n, mark, "soffice", odt(style, body))
