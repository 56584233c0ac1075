# ruff: noqa: E501  (markup and figures stand on lines of their own)
"""Pages in columns: two and three, uneven, with headings across, a table in one, a letterhead above; and pages whose
halves are none (letterheads, signature blocks, tables without rules), which stay as they are."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from tests.reading.pdf.drawing import Board
from tests.reading.pdf.flat import odt_columns
from tests.reading.pdf.papers import Paper, Writer

_TITLES = ("BẢN TIN CẢI CÁCH HÀNH CHÍNH SỐ 7", "TIN TỪ CƠ SỞ", "THÔNG TIN NỘI BỘ THÁNG 8", "BẢN TIN KHUYẾN NÔNG")
_HEADS = ("Tin từ các thôn", "Việc làm trong tháng", "Hỏi và đáp", "Nhắc việc")


@dataclass(frozen=True, slots=True)
class Shape:
    """How a page is laid out: widths of the columns as shares, the gutter in points, what else stands on it."""

    shares: tuple[float, ...] = (0.5, 0.5)
    gutter: float = 18
    font: str = "serif"
    size: float = 11
    justified: bool = False
    title: bool = True
    across: bool = False  # a heading over all columns in the middle of the page
    letterhead: bool = False
    signature: bool = False
    table: bool = False  # a ruled table in the last column
    by_rows: bool = False  # the file draws line beside line, not column after column
    shift: float = 0.0  # how much lower the lines of the other columns stand
    sentences: tuple[int, ...] = (4, 4)


SHAPES = (
    Shape(),
    Shape(gutter=12, justified=True, font="sans", size=9),
    Shape((0.34, 0.33, 0.33), gutter=16, size=10, sentences=(4, 4, 4)),
    Shape((0.35, 0.65), by_rows=True),
    Shape(across=True, justified=True),
    Shape((0.62, 0.38), letterhead=True, sentences=(5, 4)),
    Shape(table=True, sentences=(5, 3)),
    Shape(letterhead=True, signature=True, by_rows=True, gutter=24),
    Shape((0.33, 0.33, 0.34), gutter=12, size=9, justified=True, across=True, sentences=(3, 4, 3)),
    Shape(shift=5.5, font="narrow", size=12),
    Shape(shift=7, sentences=(6, 3), title=False),
    Shape(gutter=9, size=9, font="serif", by_rows=True, justified=True),
    Shape((0.5, 0.5), gutter=40, size=13, sentences=(3, 3)),
    Shape((0.3, 0.4, 0.3), letterhead=True, size=9, gutter=14, sentences=(3, 4, 3)),
    Shape(signature=True, across=True, table=True, sentences=(5, 3)),
)


def papers() -> list[Paper]:
    out = [_by_reportlab(n, shape) for n, shape in enumerate(SHAPES)]
    out += [_by_chromium(n, shape) for n, shape in enumerate(SHAPES) if not shape.by_rows]
    out += [_by_soffice(n, shape) for n, shape in enumerate(SHAPES) if not shape.by_rows and not shape.shift]
    return out


def _texts(seed: int, shape: Shape) -> tuple[str, str, list[list[str]]]:
    """Question, answer, and the sentences of each column."""
    writer = Writer(seed)
    asked, said = writer.fact()
    columns = [writer.paragraph(count) for count in shape.sentences]
    place = columns[seed % len(columns)]
    place.insert(1 + seed % (len(place) - 1), said)
    return asked, said, columns


def _paper(
    shape: Shape, producer: str, n: int, source: bytes | str, asked: str, said: str, cols: list[list[str]]
) -> Paper:
    order = tuple(itertools.chain.from_iterable(cols)) if not shape.across else ()
    return Paper(
        "columns",
        producer,
        f"{n:02}",
        source,
        asked,
        said,
        whole=tuple(s for c in cols for s in c),
        order=order,  # type: ignore[arg-type]
    )


def _by_reportlab(n: int, shape: Shape) -> Paper:
    asked, said, columns = _texts(100 + n, shape)
    board, top, left, right = Board(), 790.0, 55.0, 540.0
    if shape.letterhead:
        board.centred(top, "ỦY BAN NHÂN DÂN XÃ MẪU", "serif-bold", 11, 165).centred(
            top - 15, "VĂN PHÒNG", x=165, size=11
        )
        board.centred(top, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "serif-bold", 11, 420)
        board.centred(top - 15, "Độc lập - Tự do - Hạnh phúc", "serif-bold", 11, 420)
        board.centred(top - 35, "Số: 7/BC-UBND", "serif", 11, 165)
        board.centred(top - 35, "Xã Mẫu, ngày 05 tháng 8 năm 2026", "serif", 11, 420)
        top -= 70
    if shape.title:
        board.centred(top, _TITLES[n % 4])
        top -= 35
    parts = [columns]
    if shape.across:
        parts = [[c[: len(c) // 2 + 1] for c in columns], [c[len(c) // 2 + 1 :] for c in columns]]
    for number, part in enumerate(parts):
        if number:
            board.centred(top, _HEADS[n % 4].upper(), "serif-bold", 12)
            top -= 28
        top = _columns(board, shape, part, top, left, right) - 20
    if shape.signature:
        board.text(left, top, "Nơi nhận:", "serif-bold", 11).text(left, top - 14, "- Như trên;", "serif", 10)
        board.text(left, top - 27, "- Lưu: VT.", "serif", 10)
        board.centred(top, "TM. ỦY BAN NHÂN DÂN", "serif-bold", 12, 420).centred(top - 15, "CHỦ TỊCH", x=420, size=12)
        board.centred(top - 75, "Nguyễn Văn Mẫu", "serif-bold", 12, 420)
    return _paper(shape, "reportlab", n, board.done(), asked, said, columns)


def _columns(board: Board, shape: Shape, part: Sequence[Sequence[str]], top: float, left: float, right: float) -> float:
    room = right - left - shape.gutter * (len(shape.shares) - 1)
    x, drawn, bottom = left, [], top
    for number, (share, sentences) in enumerate(zip(shape.shares, part, strict=True)):
        width, y = room * share / sum(shape.shares), top - (shape.shift if number else 0)
        lines = board.lines(x, y, width, " ".join(sentences), shape.font, shape.size, shape.justified)
        drawn.append(lines)
        low = y - 1.25 * shape.size * len(lines)
        if shape.table and number == len(shape.shares) - 1:
            low = _small_table(board, x, low, width)
        bottom = min(bottom, low)
        x += width + shape.gutter
    if shape.by_rows:
        everything = [line for row in itertools.zip_longest(*drawn) for line in row if line is not None]
    else:
        everything = list(itertools.chain.from_iterable(drawn))
    board.draw(everything, shape.font, shape.size)
    return bottom


def _small_table(board: Board, x: float, top: float, width: float) -> float:
    xs = [x, x + 0.6 * width, x + width]
    ys = [top - 22 * n for n in range(4)]
    board.grid(xs, ys)
    for y, (name, count) in zip(ys, (("Thôn", "Số hộ"), ("Đoài", "41"), ("Thượng", "57")), strict=False):
        board.text(xs[0] + 4, y - 15, name, size=10).text(xs[1] + 4, y - 15, count, size=10)
    return ys[-1] - 12


_STYLE = "@page {{ size: A4; margin: 18mm }} body {{ font: {size}pt {font}; line-height: 1.25; margin: 0 }}"
_FAMILY = {"serif": "'Tinos'", "sans": "'DejaVu Sans'", "narrow": "'DejaVu Sans Condensed'"}
_HALVES = (
    "<table style='width:100%;text-align:center;font-weight:bold'><tr><td>ỦY BAN NHÂN DÂN XÃ MẪU<br>VĂN PHÒNG<br>Số: 7/BC-UBND</td>"
    "<td>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<br>Độc lập - Tự do - Hạnh phúc<br>Xã Mẫu, ngày 05 tháng 8 năm 2026</td></tr></table>"
)
_SIGNED = (
    "<table style='width:100%'><tr><td style='width:50%;vertical-align:top'><b>Nơi nhận:</b><br>- Như trên;<br>- Lưu: VT.</td>"
    "<td style='text-align:center'><b>TM. ỦY BAN NHÂN DÂN<br>CHỦ TỊCH<br><br><br>Nguyễn Văn Mẫu</b></td></tr></table>"
)
_RULED = "<table border=1 style='border-collapse:collapse;width:100%'><tr><td>Thôn<td>Số hộ<tr><td>Đoài<td>41<tr><td>Thượng<td>57</table>"


def _by_chromium(n: int, shape: Shape) -> Paper:
    """Even columns by CSS columns, uneven ones as boxes side by side."""
    asked, said, columns = _texts(300 + n, shape)
    align = "justify" if shape.justified else "left"
    style = _STYLE.format(size=shape.size, font=_FAMILY[shape.font]) + f" .c {{ text-align: {align} }}"
    parts = [columns]
    if shape.across:
        parts = [[c[: len(c) // 2 + 1] for c in columns], [c[len(c) // 2 + 1 :] for c in columns]]
    body = _HALVES if shape.letterhead else ""
    body += f"<h3 style='text-align:center'>{_TITLES[n % 4]}</h3>" if shape.title else ""
    for number, part in enumerate(parts):
        body += f"<h4 style='text-align:center'>{_HEADS[n % 4].upper()}</h4>" if number else ""
        cells = []
        for place, (share, sentences) in enumerate(zip(shape.shares, part, strict=True)):
            table = _RULED if shape.table and place == len(part) - 1 else ""
            cells.append(
                f"<div class=c style='flex:{share};margin-top:{shape.shift if place else 0}pt'>{' '.join(sentences)}{table}</div>"
            )
        body += f"<div style='display:flex;gap:{shape.gutter}pt'>{''.join(cells)}</div>"
    body += _SIGNED if shape.signature else ""
    page = f"<!doctype html><html lang=vi><style>{style}</style><body>{body}</body></html>"
    return _paper(shape, "chromium", n, page, asked, said, columns)


def _by_soffice(n: int, shape: Shape) -> Paper:
    """Columns of a section, as Word and Writer make them."""
    asked, said, columns = _texts(500 + n, shape)
    parts = [columns]
    if shape.across:
        parts = [[c[: len(c) // 2 + 1] for c in columns], [c[len(c) // 2 + 1 :] for c in columns]]
    source = odt_columns(
        parts,
        shape.shares,
        shape.gutter,
        _FAMILY[shape.font].strip("'"),
        shape.size,
        justified=shape.justified,
        title=_TITLES[n % 4] if shape.title else None,
        heading=_HEADS[n % 4].upper(),
        letterhead=shape.letterhead,
        signature=shape.signature,
        table=shape.table,
    )
    return _paper(shape, "soffice", n, source, asked, said, columns)
