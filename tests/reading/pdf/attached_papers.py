"""PDFs with files inside, notes and text set over the page: files read as documents, text over the page as a stamp,
notes counted and named."""

from __future__ import annotations

import functools
import io
import zipfile
from collections.abc import Callable

from tests.reading.makers import make_docx, paragraph
from tests.reading.pdf.added import Update, embed, name_tree, text
from tests.reading.pdf.drawing import Board
from tests.reading.pdf.flat import odt, p
from tests.reading.pdf.papers import Paper, Writer

_ASKED = "đoàn đại biểu gồm bao nhiêu người"


def _list(n: int, seed: int) -> tuple[str, bytes]:
    """A Word file whose sentence answers the question."""
    said = f"Đoàn đại biểu xã Mẫu gồm {20 + n} người, tập trung tại cổng chính."
    return said, make_docx(
        paragraph("DANH SÁCH ĐẠI BIỂU") + paragraph(said) + paragraph(Writer(2000 + seed).sentence())
    )


def _zip(name: str, data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, data)
    return out.getvalue()


def papers() -> list[Paper]:
    out: list[Paper] = []
    for n in range(12):
        out += [_held(n, producer) for producer in ("reportlab", "chromium", "soffice")]
        out += [_over(n, producer) for producer in ("reportlab", "chromium", "soffice")]
    return out


def _page(producer: str, seed: int, first: str) -> bytes | str:
    lines = [first, *Writer(2100 + seed).paragraph(3)]
    if producer == "chromium":
        body = "".join(f"<p>{line}</p>" for line in lines)
        return (
            "<!doctype html><html lang=vi><style>@page{size:A4;margin:20mm}body{font:12pt 'Tinos';margin:0}</style>"
            f"<body><h3>CÔNG VĂN</h3>{body}</body></html>"
        )
    if producer == "soffice":
        return odt("", p("CÔNG VĂN", "C") + "".join(map(p, lines)))
    board = Board()
    board.centred(790, "CÔNG VĂN")
    for k, line in enumerate(lines):
        board.draw(board.lines(60, 760 - 34 * k, 470, line))
    return board.done()


# ------------------------------------------------------------------------------------------------ files inside


def _tree(data: bytes, files: list[tuple[str, bytes]]) -> bytes:
    update = Update(data)
    name_tree(update, files)
    return update.done()


def _pinned(data: bytes, files: list[tuple[str, bytes]]) -> bytes:
    """As annotations that stand on the page as a paper clip."""
    update = Update(data)
    for k, spec in enumerate(embed(update, files)):
        update.annotation(
            "FileAttachment", (500, 700 - 30 * k, 516, 716 - 30 * k), f"/FS {spec} /Contents {text('xem tệp')}"
        )
    return update.done()


def _held(n: int, producer: str) -> Paper:
    said, docx = _list(n, n + 100 * len(producer))
    name = ("danhsach.docx", "Danh sách đại biểu.docx", "../ds.docx", "ds (1).docx")[n % 4]
    files = [(name, docx)]
    if n % 3 == 1:
        files.append(("ghichu.txt", f"Ghi chú: {Writer(2200 + n).sentence()}".encode()))
    if n % 6 == 5:
        files = [("hoso.zip", _zip("danhsach.docx", docx))]
    put: Callable[[bytes, list[tuple[str, bytes]]], bytes] = _pinned if n % 4 == 2 else _tree
    source = _page(producer, n, "Danh sách đại biểu theo tệp gửi kèm công văn này.")
    after = functools.partial(put, files=files)
    return Paper("embedded", producer, f"{n:02}", source, _ASKED, said, after=after)  # type: ignore[arg-type]


# ------------------------------------------------------------------------------------------------ over the page


def _over(n: int, producer: str) -> Paper:
    said = f"Hoãn đến {3 + n}/10/2026"
    source = _page(producer, 50 + n, f"Hội nghị họp lúc 8 giờ 00 ngày {3 + n} tháng 9 năm 2026 tại hội trường A.")
    after = functools.partial(_with_note, n=n, said=said)
    noted = ("ghi chú bên lề",) if n % 3 != 2 else ()
    return Paper(
        "annotations",
        producer,
        f"{n:02}",
        source,
        "hoãn đến ngày nào",
        said,
        stamps=(said,),
        said=noted,
        after=after,  # type: ignore[arg-type]
    )


def _with_note(data: bytes, n: int, said: str) -> bytes:
    update = Update(data)
    place = (60 + 20 * (n % 5), 480 - 12 * n, 320 + 20 * (n % 5), 506 - 12 * n)
    if n % 4 == 0:  # the words alone; whoever shows the page draws them
        update.annotation("FreeText", place, f"/Contents {text(said)} /DA (0 0 0 rg /Helv 12 Tf)")
    elif n % 4 == 1:  # an appearance whose font lacks the letters
        font = update.add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
        drawn = said.encode("cp1252", "ignore").decode("cp1252")
        form = update.stream(
            f"/Type /XObject /Subtype /Form /BBox [0 0 260 26] /Resources << /Font << /Helv {font} >> >>",
            f"BT /Helv 12 Tf 4 8 Td ({drawn}) Tj ET".encode("cp1252"),
        )
        update.annotation("FreeText", place, f"/Contents {text(said)} /DA (0 0 0 rg /Helv 12 Tf) /AP << /N {form} >>")
    elif n % 4 == 2:  # a typewriter's line, in red
        update.annotation(
            "FreeText", place, f"/IT /FreeTextTypeWriter /Contents {text(said)} /DA (1 0 0 rg /Helv 14 Tf)"
        )
    else:  # a callout
        more = (
            f"/IT /FreeTextCallout /CL [50 470 {place[0]} {place[1]}] /Contents {text(said)} /DA (0 0 1 rg /Helv 10 Tf)"
        )
        update.annotation("FreeText", place, more)
    if n % 3 == 0:
        update.annotation(
            "Text", (520, 700, 540, 720), f"/Contents {text('Nhờ anh Bình xem lại giờ họp')} /Name /Comment"
        )
    elif n % 3 == 1:
        quad = "60 765 300 765 60 750 300 750"
        update.annotation(
            "Highlight", (60, 750, 300, 765), f"/QuadPoints [{quad}] /C [1 1 0] /Contents {text('Xem lại câu này')}"
        )
    return update.done()
