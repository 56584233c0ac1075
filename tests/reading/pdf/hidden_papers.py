# ruff: noqa: E501  (markup and figures stand on lines of their own)
"""Papers that hold words nobody sees, each in another way, and papers whose words only look hidden to a program."""

from __future__ import annotations

import io
from collections.abc import Callable

from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader

from tests.reading.pdf.drawing import FOLDER, FONTS, Board
from tests.reading.pdf.flat import odt, p
from tests.reading.pdf.papers import Paper, Writer

_ASKED = "mức hỗ trợ mỗi học viên là bao nhiêu"
_SEEN = "Mức hỗ trợ mỗi học viên là {n}.000 đồng một ngày."
_UNSEEN = "Mức hỗ trợ mỗi học viên là {n}.000 đồng một buổi."
SAID = "đoạn không nhìn thấy"

Draw = Callable[[Board, str], None]


def _mode(board: Board, mode: int, text: str, y: float = 600) -> None:
    words = board.canvas.beginText(60, y)
    words.setFont("serif", 12)
    words.setTextRenderMode(mode)
    words.textOut(text)
    words.setTextRenderMode(0)
    board.canvas.drawText(words)


def _coloured(board: Board, colour: tuple[float, float, float], text: str, y: float = 600) -> None:
    board.canvas.saveState()
    board.canvas.setFillColorRGB(*colour)
    board.text(60, y, text)
    board.canvas.restoreState()


def _box(board: Board, colour: tuple[float, float, float], y: float = 594, *, alpha: float = 1.0) -> None:
    board.canvas.saveState()
    board.canvas.setFillColorRGB(*colour, alpha=alpha)
    board.canvas.rect(50, y, 400, 22, stroke=0, fill=1)
    board.canvas.restoreState()


def _clipped(board: Board, text: str, x: float, y: float, w: float, h: float) -> None:
    board.canvas.saveState()
    path = board.canvas.beginPath()
    path.rect(x, y, w, h)
    board.canvas.clipPath(path, stroke=0, fill=0)
    board.text(60, 600, text)
    board.canvas.restoreState()


def _faint(board: Board, text: str, alpha: float) -> None:
    board.canvas.saveState()
    board.canvas.setFillColorRGB(0, 0, 0, alpha=alpha)
    board.text(60, 600, text)
    board.canvas.restoreState()


def _picture(colour: str = "white", words: str = "") -> ImageReader:
    image = Image.new("RGB", (1600, 90), colour)
    if words:
        font = ImageFont.truetype(str(FOLDER / FONTS["serif"]), 46)
        ImageDraw.Draw(image).text((40, 14), words, fill="black", font=font)
    out = io.BytesIO()
    image.save(out, "PNG")
    out.seek(0)
    return ImageReader(out)


def _under_picture(board: Board, text: str) -> None:
    board.text(60, 600, text)
    board.canvas.drawImage(_picture(), 50, 594, 400, 22)


def _under_box(board: Board, text: str, colour: tuple[float, float, float]) -> None:
    board.text(60, 600, text)
    _box(board, colour)


def _on_same(board: Board, text: str, colour: tuple[float, float, float]) -> None:
    _box(board, colour)
    _coloured(board, colour, text)


def _behind_words(board: Board, text: str) -> None:
    """White words under words that are seen: the ground alone does not tell."""
    _coloured(board, (1, 1, 1), text, 600)
    board.text(60, 600, "Lớp học mở vào buổi sáng các ngày trong tuần, trừ thứ bảy.")


def _letters(board: Board, text: str) -> None:
    """Letter by letter, as some printers write."""
    board.canvas.saveState()
    board.canvas.setFillColorRGB(1, 1, 1)
    x = 60.0
    for letter in text:
        board.text(x, 600, letter)
        x += board.canvas.stringWidth(letter, "serif", 12)
    board.canvas.restoreState()


HIDDEN: tuple[tuple[str, Draw], ...] = (
    ("mode-3", lambda b, t: _mode(b, 3, t)),
    ("white", lambda b, t: _coloured(b, (1, 1, 1), t)),
    ("nearly-white", lambda b, t: _coloured(b, (0.985, 0.985, 0.985), t)),
    ("right-of-page", lambda b, t: b.text(640, 600, t) and None),
    ("above-page", lambda b, t: b.text(60, 870, t) and None),
    ("clipped-elsewhere", lambda b, t: _clipped(b, t, 60, 100, 10, 10)),
    ("clipped-beside", lambda b, t: _clipped(b, t, 450, 590, 100, 30)),
    ("black-box", lambda b, t: _under_box(b, t, (0, 0, 0))),
    ("white-box", lambda b, t: _under_box(b, t, (1, 1, 1))),
    ("picture-over", _under_picture),
    ("tiny", lambda b, t: b.text(60, 600, t, size=0.8) and None),
    ("transparent", lambda b, t: _faint(b, t, 0.0)),
    ("nearly-transparent", lambda b, t: _faint(b, t, 0.01)),
    ("blue-on-blue", lambda b, t: _on_same(b, t, (0.1, 0.2, 0.5))),
    ("grey-on-grey", lambda b, t: _on_same(b, t, (0.5, 0.5, 0.5))),
    ("behind-words", _behind_words),
    ("mode-7", lambda b, t: _mode(b, 7, t)),
    ("white-letters", _letters),
    ("box-on-a-page-on-its-head", lambda b, t: (b.canvas.setPageRotation(180), _under_box(b, t, (1, 1, 1)))[1]),
)


def _on_dark(board: Board, text: str) -> None:
    _box(board, (0.05, 0.1, 0.3))
    _coloured(board, (1, 1, 1), text)


def _beneath(board: Board, text: str) -> None:
    _box(board, (1, 1, 0.7))
    board.text(60, 600, text)


def _scan(board: Board, text: str) -> None:
    """A picture of the line with the layer that recognition left over it."""
    board.canvas.drawImage(_picture(words=text), 50, 594, 400, 22)
    _mode(board, 3, text)


def _on_picture(board: Board, text: str) -> None:
    board.canvas.drawImage(_picture("#304060"), 50, 594, 400, 22)
    _coloured(board, (1, 1, 1), text)


def _marked(board: Board, text: str) -> None:
    """A highlighter's stroke over the words."""
    board.text(60, 600, text)
    _box(board, (1, 1, 0), alpha=0.4)


def _gradient(board: Board, text: str) -> None:
    board.canvas.saveState()
    path = board.canvas.beginPath()
    path.rect(50, 594, 400, 22)
    board.canvas.clipPath(path, stroke=0, fill=0)
    board.canvas.linearGradient(50, 594, 450, 616, ((0.1, 0.2, 0.3), (0.3, 0.1, 0.1)))
    board.canvas.restoreState()
    _coloured(board, (1, 1, 1), text)


SHOWN: tuple[tuple[str, Draw], ...] = (
    ("white-on-dark", _on_dark),
    ("layer-of-a-scan", _scan),
    ("white-on-a-picture", _on_picture),
    ("highlighted", _marked),
    ("white-on-a-gradient", _gradient),
    ("grey", lambda b, t: _coloured(b, (0.6, 0.6, 0.6), t)),
    ("clipped-around", lambda b, t: _clipped(b, t, 50, 590, 450, 30)),
    ("outlined", lambda b, t: _mode(b, 1, t)),
    ("box-beneath", lambda b, t: _beneath(b, t)),
    ("small", lambda b, t: b.text(60, 600, t, size=5) and None),
)


def papers() -> list[Paper]:
    out = [_hidden(n, name, draw) for n, (name, draw) in enumerate(HIDDEN)]
    out += [_shown(n, name, draw) for n, (name, draw) in enumerate(SHOWN)]
    out += [_page(n, name, css) for n, (name, css) in enumerate(_CSS)]
    out += [_page_shown(n, name, css) for n, (name, css) in enumerate(_CSS_SHOWN)]
    return out + [_flat(n, name) for n, name in enumerate(_FLAT)]


def _board(seed: int, first: str) -> Board:
    writer, board = Writer(seed), Board()
    board.centred(780, "THÔNG BÁO").centred(762, "Về lớp tập huấn tại xã Mẫu")
    board.text(60, 730, first)
    for n, said in enumerate(writer.paragraph(3)):
        board.draw(board.lines(60, 700 - 30 * n, 470, said))
    return board


def _hidden(n: int, name: str, draw: Draw) -> Paper:
    seen, unseen = _SEEN.format(n=210 + n), _UNSEEN.format(n=910 + n)
    board = _board(n, seen)
    draw(board, unseen)
    board.text(60, 560, "Thông báo này được gửi đến các thôn để biết và thực hiện.")
    return Paper(
        "hidden",
        "reportlab",
        f"{n:02}-{name}",
        board.done(),
        _ASKED,
        seen,
        (seen,),
        absent=(f"{910 + n}.000",),
        said=(SAID,),
    )


def _shown(n: int, name: str, draw: Draw) -> Paper:
    said = _SEEN.format(n=310 + n)
    board = _board(50 + n, "Lớp tập huấn mở tại hội trường xã, có chỗ gửi xe.")
    draw(board, said)
    board.text(60, 560, "Thông báo này được gửi đến các thôn để biết và thực hiện.")
    return Paper("shown", "reportlab", f"{n:02}-{name}", board.done(), _ASKED, said, (said,))


# ------------------------------------------------------------------------------------------------ chromium, soffice

_CSS = (
    ("white", "color:#fff"),
    ("nearly-white", "color:#fcfcfc"),
    ("tiny", "font-size:0.6px"),
    ("off-page", "position:absolute;left:300mm;top:100mm;white-space:nowrap"),
    ("clip-path", "clip-path:inset(0 0 100% 0)"),
    ("overflow", "height:0.01px;overflow:hidden"),
    ("under-box", "position:absolute;top:120mm;z-index:1"),
    ("ground-of-cell", "color:#336699;background:#336699"),
    ("transparent", "color:rgba(0,0,0,0.004)"),
    ("white-in-print", "color:white;font-weight:bold;text-transform:none"),
)
_CSS_SHOWN = (
    ("white-on-dark", "color:#fff;background:#203040"),
    ("grey", "color:#999"),
    ("gradient", "color:#fff;background:linear-gradient(90deg,#234,#642)"),
    ("half-transparent", "color:rgba(0,0,0,0.5)"),
    ("box-beneath", "background:#ffd"),
)


def _html(seed: int, first: str, second: str) -> str:
    body = "".join(f"<p>{said}</p>" for said in Writer(seed).paragraph(3))
    return (
        "<!doctype html><html lang=vi><style>@page{size:A4;margin:20mm}body{font:12pt 'Tinos';margin:0}</style>"
        f"<body><h3>THÔNG BÁO</h3>{first}{body}{second}<p>Thông báo này được gửi đến các thôn.</p></body></html>"
    )


def _page(n: int, name: str, css: str) -> Paper:
    seen, unseen = _SEEN.format(n=410 + n), _UNSEEN.format(n=930 + n)
    hidden = f"<p style='{css}'>{unseen}</p>"
    if name == "under-box":
        hidden += "<div style='position:absolute;top:118mm;z-index:2;width:160mm;height:20mm;background:#eef'></div>"
    source = _html(70 + n, f"<p>{seen}</p>", hidden)
    said = () if name in ("off-page", "clip-path") else (SAID,)  # which chromium does not print at all
    return Paper(
        "hidden", "chromium", f"{n:02}-{name}", source, _ASKED, seen, (seen,), absent=(f"{930 + n}.000",), said=said
    )


def _page_shown(n: int, name: str, css: str) -> Paper:
    said = _SEEN.format(n=510 + n)
    source = _html(90 + n, "<p>Lớp tập huấn mở tại hội trường xã.</p>", f"<p style='{css}'>{said}</p>")
    return Paper("shown", "chromium", f"{n:02}-{name}", source, _ASKED, said, (said,))


_FLAT = (
    "white",
    "nearly-white",
    "tiny",
    "under-shape",
    "white-on-dark",
    "white-cell",
    "off-page",
    "grey",
    "blue-on-blue",
)
_LOOKS = {
    "white": 'fo:color="#ffffff"',
    "nearly-white": 'fo:color="#fdfdfd"',
    "tiny": 'fo:font-size="1pt"',
    "white-on-dark": 'fo:color="#ffffff" fo:background-color="#203040"',
    "white-cell": 'fo:color="#ffffff"',
    "grey": 'fo:color="#808080"',
    "blue-on-blue": 'fo:color="#2a6099" fo:background-color="#2a6099"',
}


def _flat(n: int, name: str) -> Paper:
    shown = name in ("white-on-dark", "grey")
    seen, unseen = _SEEN.format(n=610 + n), _UNSEEN.format(n=950 + n)
    look = f'<style:style style:name="Look" style:family="text"><style:text-properties {_LOOKS.get(name, "")}/></style:style>'
    shape = (
        '<style:style style:name="G" style:family="graphic"><style:graphic-properties draw:fill="solid" draw:fill-color="#ffffff" '
        'draw:stroke="none" style:run-through="foreground" style:wrap="run-through"/></style:style>'
    )
    words = f'<text:span text:style-name="Look">{unseen if not shown else seen}</text:span>'
    body = "".join(p(said) for said in Writer(110 + n).paragraph(3))
    first = p(seen) if not shown else p("Lớp tập huấn mở tại hội trường xã.")
    if name == "under-shape":
        words = (
            '<draw:rect draw:style-name="G" text:anchor-type="paragraph" svg:x="-0.2cm" svg:y="-0.1cm" svg:width="15cm" '
            f'svg:height="0.9cm" draw:z-index="5"/>{words}'
        )
    if name == "off-page":
        words = (
            '<draw:frame draw:style-name="G" text:anchor-type="page" text:anchor-page-number="1" svg:x="25cm" svg:y="5cm" '
            f'svg:width="14cm"><draw:text-box fo:min-height="1cm"><text:p>{unseen}</text:p></draw:text-box></draw:frame>'
        )
    hidden = p(words)
    source = odt(look + shape, p("THÔNG BÁO", "C") + first + body + hidden + p("Thông báo này được gửi đến các thôn."))
    if shown:
        return Paper("shown", "soffice", f"{n:02}-{name}", source, _ASKED, seen, (seen,))
    return Paper(
        "hidden", "soffice", f"{n:02}-{name}", source, _ASKED, seen, (seen,), absent=(f"{950 + n}.000",), said=(SAID,)
    )
