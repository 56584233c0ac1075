# ruff: noqa: E501  (markup and figures stand on lines of their own)
"""Tables whose header cells are turned, and tables whose columns are named by two and three rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from reportlab.pdfbase import pdfmetrics

from tests.reading.pdf.drawing import Board
from tests.reading.pdf.flat import odt, p
from tests.reading.pdf.papers import Paper, Writer

_COMMUNES = ("Xã An Lạc", "Xã Bình Yên", "Xã Cát Tường", "Xã Đại Đồng", "Xã Hòa Thuận")
_GOODS = (
    "Máy tính",
    "Máy in",
    "Máy quét",
    "Bàn họp",
    "Tủ hồ sơ",
    "Đường truyền cáp quang",
    "Trạm phát sóng",
    "Quạt trần",
)


@dataclass(frozen=True, slots=True)
class Turned:
    """`angle`: 90 reads upwards, 270 downwards. `all_turned`: the first header cell too."""

    columns: int = 3
    angle: int = 90
    font: str = "serif"
    size: float = 11
    all_turned: bool = False
    wide: bool = False  # long names, on two lines
    rows: int = 3
    over: bool = False  # a merged cell above the turned ones
    upper: bool = False


TURNED = (
    Turned(),
    Turned(angle=270),
    Turned(5, size=10),
    Turned(4, font="sans", size=9, all_turned=True),
    Turned(4, wide=True),
    Turned(3, 270, "narrow", 12, rows=5),
    Turned(4, over=True),
    Turned(6, 90, size=9, rows=5, upper=True),
    Turned(4, 270, wide=True, size=10),
    Turned(5, 270, over=True, font="sans", size=8),
    Turned(7, 90, "serif", 10, all_turned=True, wide=True),
    Turned(2, 90, "mono", 10),
)


@dataclass(frozen=True, slots=True)
class Head:
    """A header as rows of (text, columns, rows). `names`: what each column is called, from the top down."""

    rows: tuple[tuple[tuple[str, int, int], ...], ...]
    names: tuple[str, ...]
    title: str = ""


HEADS = (
    Head(
        ((("TT", 1, 2), ("Đơn vị", 1, 2), ("Năm 2025", 2, 1), ("Năm 2026", 2, 1)),
         (("Máy tính", 1, 1), ("Máy in", 1, 1), ("Máy tính", 1, 1), ("Máy in", 1, 1))),
        ("TT", "Đơn vị", "Năm 2025: Máy tính", "Năm 2025: Máy in", "Năm 2026: Máy tính", "Năm 2026: Máy in"),
    ),
    Head(
        ((("STT", 1, 3), ("Đơn vị", 1, 3), ("Kinh phí", 4, 1)),
         (("Trung ương", 2, 1), ("Địa phương", 2, 1)),
         (("Giao", 1, 1), ("Đã chi", 1, 1), ("Giao", 1, 1), ("Đã chi", 1, 1))),
        ("STT", "Đơn vị", "Kinh phí: Trung ương: Giao", "Kinh phí: Trung ương: Đã chi", "Kinh phí: Địa phương: Giao",
         "Kinh phí: Địa phương: Đã chi"),
    ),
    Head(
        ((("Đơn vị", 1, 2), ("Số lượng", 3, 1), ("Ghi chú", 1, 2)), (("Nam", 1, 1), ("Nữ", 1, 1), ("Tổng", 1, 1))),
        ("Đơn vị", "Số lượng: Nam", "Số lượng: Nữ", "Số lượng: Tổng", "Ghi chú"),
    ),
    Head(
        ((("TT", 1, 2), ("Tên xã", 1, 2), ("Cán bộ", 2, 1), ("Công chức", 2, 1), ("Khác", 1, 2)),
         (("Biên chế", 1, 1), ("Có mặt", 1, 1), ("Biên chế", 1, 1), ("Có mặt", 1, 1))),
        ("TT", "Tên xã", "Cán bộ: Biên chế", "Cán bộ: Có mặt", "Công chức: Biên chế", "Công chức: Có mặt", "Khác"),
    ),
    Head(
        ((("Đơn vị", 1, 2), ("Quý I", 1, 1), ("Quý II", 1, 1)), (("Hồ sơ", 1, 1), ("Hồ sơ", 1, 1))),
        ("Đơn vị", "Quý I: Hồ sơ", "Quý II: Hồ sơ"),
    ),
    Head(
        ((("TT", 1, 2), ("Đơn vị", 1, 2), ("Thiết bị", 3, 1)), (("Mới", 1, 1), ("Cũ", 1, 1), ("Hỏng", 1, 1))),
        ("TT", "Đơn vị", "Thiết bị: Mới", "Thiết bị: Cũ", "Thiết bị: Hỏng"),
        title="BIỂU 02: THỐNG KÊ THIẾT BỊ",
    ),
    Head(
        ((("Đơn vị", 1, 3), ("Giai đoạn 2021 - 2025", 3, 1), ("Giai đoạn 2026 - 2030", 3, 1)),
         (("Vốn", 2, 1), ("Số dự án", 1, 2), ("Vốn", 2, 1), ("Số dự án", 1, 2)),
         (("Tỉnh", 1, 1), ("Xã", 1, 1), ("Tỉnh", 1, 1), ("Xã", 1, 1))),
        ("Đơn vị", "Giai đoạn 2021 - 2025: Vốn: Tỉnh", "Giai đoạn 2021 - 2025: Vốn: Xã", "Giai đoạn 2021 - 2025: Số dự án",
         "Giai đoạn 2026 - 2030: Vốn: Tỉnh", "Giai đoạn 2026 - 2030: Vốn: Xã", "Giai đoạn 2026 - 2030: Số dự án"),
    ),
    Head(
        ((("Tên xã", 1, 2), ("Trường học", 2, 1), ("Trạm y tế", 2, 1)),
         (("Số lượng", 1, 1), ("Đạt chuẩn", 1, 1), ("Số lượng", 1, 1), ("Đạt chuẩn", 1, 1))),
        ("Tên xã", "Trường học: Số lượng", "Trường học: Đạt chuẩn", "Trạm y tế: Số lượng", "Trạm y tế: Đạt chuẩn"),
        title="Bảng 3. Cơ sở vật chất",
    ),
    Head(
        ((("TT", 1, 2), ("Đơn vị", 1, 2), ("Đường bộ", 1, 2), ("Đường thủy", 2, 1)), (("Bến", 1, 1), ("Đò", 1, 1))),
        ("TT", "Đơn vị", "Đường bộ", "Đường thủy: Bến", "Đường thủy: Đò"),
    ),
    Head(
        ((("STT", 1, 3), ("Tên đơn vị", 1, 3), ("Kết quả", 3, 1)),
         (("Tốt", 1, 2), ("Khá", 1, 2), ("Chưa đạt", 1, 1)), (("Nhắc lại", 1, 1),)),
        ("STT", "Tên đơn vị", "Kết quả: Tốt", "Kết quả: Khá", "Kết quả: Chưa đạt: Nhắc lại"),
    ),
    Head(
        ((("Nội dung", 1, 2), ("Dự toán", 2, 1), ("Quyết toán", 2, 1), ("Chênh lệch", 1, 2)),
         (("Tiền", 1, 1), ("Tỷ lệ", 1, 1), ("Tiền", 1, 1), ("Tỷ lệ", 1, 1))),
        ("Nội dung", "Dự toán: Tiền", "Dự toán: Tỷ lệ", "Quyết toán: Tiền", "Quyết toán: Tỷ lệ", "Chênh lệch"),
    ),
    Head(
        ((("TT", 1, 1), ("Đơn vị", 1, 1), ("Số người", 1, 1), ("Số máy", 1, 1)),),
        ("TT", "Đơn vị", "Số người", "Số máy"),
    ),
)  # fmt: skip


def papers() -> list[Paper]:
    out = [
        _turned(n, shape, make)
        for make in (_turned_reportlab, _turned_chromium, _turned_soffice)
        for n, shape in enumerate(TURNED)
    ]
    return out + [
        _headed(n, head, make)
        for make in (_headed_reportlab, _headed_chromium, _headed_soffice)
        for n, head in enumerate(HEADS)
    ]


def _names(shape: Turned) -> list[str]:
    names = ["Tên xã"]
    for n in range(shape.columns):
        name = _GOODS[n % len(_GOODS)]
        name = f"{name} cấp mới trong năm 2026" if shape.wide and n % 2 else name
        names.append(name.upper() if shape.upper else name)
    return names


def _counts(n: int, rows: int, columns: int) -> list[list[str]]:
    """Figures, each once in the paper."""
    random = Writer(1000 + n).random
    figures = random.sample(range(100, 999), rows * columns)
    return [[str(figures[r * columns + c]) for c in range(columns)] for r in range(rows)]


def _turned(n: int, shape: Turned, make: object) -> Paper:
    names, counts = _names(shape), _counts(n, shape.rows, shape.columns)
    rows = [[_COMMUNES[r], *counts[r]] for r in range(shape.rows)]
    producer, source, ending = make(shape, names, rows)  # type: ignore[operator]
    row, column = n % shape.rows, 1 + n % shape.columns
    asked = f"{rows[row][0]} được phân bổ bao nhiêu {names[column].lower()}"
    called = tuple([names[0], *(f"Số lượng: {name}" for name in names[1:])] if shape.over else names)
    return Paper(
        "turned", producer, f"{n:02}-{shape.angle}", source, asked, " | ".join(rows[row]), columns=called, ending=ending
    )


def _turned_reportlab(shape: Turned, names: list[str], rows: list[list[str]]) -> tuple[str, bytes, str]:
    board = Board()
    board.centred(800, "BẢNG PHÂN BỔ THIẾT BỊ CÁC XÃ NĂM 2026")
    longest = max(pdfmetrics.stringWidth(name, shape.font, shape.size) for name in names)
    high = min(longest + 14, 120.0)
    xs = [60.0, 150.0 if not shape.all_turned else 90.0 + 60]
    xs += [xs[-1] + 50 * (n + 1) for n in range(shape.columns)]
    top, low = 770.0, 770.0 - high
    board.grid(xs, [top, low, *(low - 24 * (r + 1) for r in range(len(rows)))])
    if shape.over:
        board.canvas.line(xs[1], top + 22, xs[-1], top + 22)
        board.canvas.line(xs[0], top + 22, xs[1], top + 22)
        for x in (xs[0], xs[1], xs[-1]):
            board.canvas.line(x, top, x, top + 22)
        board.canvas.setStrokeColorRGB(1, 1, 1)
        board.canvas.line(xs[0] + 1, top, xs[1] - 1, top)
        board.canvas.setStrokeColorRGB(0, 0, 0)
        board.centred(top + 6, "Số lượng", shape.font, shape.size, (xs[1] + xs[-1]) / 2)
    for n, name in enumerate(names):
        x, right = xs[n], xs[n + 1]
        if n == 0 and not shape.all_turned:
            board.text(x + 5, (top + low) / 2, name, shape.font, shape.size)
            continue
        lines = [line for _, _, line, _ in board.lines(0, 0, high - 10, name, shape.font, shape.size)]
        step = 1.2 * shape.size
        first = (x + right) / 2 - step * (len(lines) - 1) / 2
        for k, line in enumerate(lines):
            if shape.angle == 90:
                board.turned(first + step * k + 0.35 * shape.size, low + 6, 90, line, shape.font, shape.size)
            else:
                board.turned(
                    first + step * (len(lines) - 1 - k) - 0.35 * shape.size, top - 6, 270, line, shape.font, shape.size
                )
    for r, row in enumerate(rows):
        for n, text in enumerate(row):
            board.text(xs[n] + 5, low - 24 * r - 16, text, shape.font, shape.size)
    return "reportlab", board.done(), ""


def _turned_chromium(shape: Turned, names: list[str], rows: list[list[str]]) -> tuple[str, str, str]:
    way = "writing-mode:vertical-rl;" + ("transform:rotate(180deg);" if shape.angle == 90 else "")
    high = "height:110px;" if shape.wide else ""

    def turned(name: str) -> str:
        return f"<td><div style='{way}{high}margin:4px auto'>{escape(name)}</div></td>"

    first = turned(names[0]) if shape.all_turned else f"<td{' rowspan=2' if shape.over else ''}>{names[0]}</td>"
    head = f"<tr>{first}{''.join(map(turned, names[1:]))}</tr>"
    if shape.over:
        head = f"<tr>{first}<td colspan={shape.columns}>Số lượng</td></tr><tr>{''.join(map(turned, names[1:]))}</tr>"
    body = "".join("<tr>" + "".join(f"<td>{text}</td>" for text in row) + "</tr>" for row in rows)
    family = {"serif": "Tinos", "sans": "DejaVu Sans", "narrow": "DejaVu Sans Condensed", "mono": "Cousine"}
    return "chromium", _sheet(f"<table>{head}{body}</table>", family[shape.font], shape.size), ""


def _sheet(table: str, font: str = "Tinos", size: float = 12, title: str = "") -> str:
    return (
        "<!doctype html><html lang=vi><head><meta charset=utf-8><style>@page{size:A4;margin:20mm}"
        f"body{{font:{size}pt '{font}';margin:0}}table{{border-collapse:collapse}}td{{border:1px solid #000;padding:4px 6px}}</style></head>"
        f"<body><h3>BẢNG PHÂN BỔ THIẾT BỊ CÁC XÃ NĂM 2026</h3>{table}<p>Các xã nhận thiết bị tại kho của tỉnh.</p></body></html>"
    )


def _turned_soffice(shape: Turned, names: list[str], rows: list[list[str]]) -> tuple[str, str, str]:
    family = {"serif": "Tinos", "sans": "DejaVu Sans", "narrow": "DejaVu Sans Condensed", "mono": "Cousine"}
    way = "bt-lr" if shape.angle == 90 else "tb-rl"
    styles = (
        '<style:style style:name="Cell" style:family="table-cell"><style:table-cell-properties fo:border="0.5pt solid #000000" '
        'fo:padding="0.1cm"/></style:style>'
        f'<style:style style:name="Up" style:family="table-cell"><style:table-cell-properties fo:border="0.5pt solid #000000" '
        f'fo:padding="0.1cm" style:writing-mode="{way}"/></style:style>'
        '<style:style style:name="High" style:family="table-row"><style:table-row-properties '
        'style:min-row-height="4cm" style:row-height="4cm"/></style:style>'
    )

    def cell(text: str, turned: bool = False, spans: str = "") -> str:
        return f'<table:table-cell table:style-name="{"Up" if turned else "Cell"}"{spans}>{p(escape(text))}</table:table-cell>'

    first = cell(names[0], shape.all_turned, ' table:number-rows-spanned="2"' if shape.over else "")
    turned = "".join(cell(name, True) for name in names[1:])
    head = f'<table:table-row table:style-name="High">{first}{turned}</table:table-row>'
    if shape.over:
        over = cell("Số lượng", False, f' table:number-columns-spanned="{shape.columns}"')
        over += "<table:covered-table-cell/>" * (shape.columns - 1)
        head = f"<table:table-row>{first}{over}</table:table-row>"
        head += f'<table:table-row table:style-name="High"><table:covered-table-cell/>{turned}</table:table-row>'
    body = "".join("<table:table-row>" + "".join(map(cell, row)) + "</table:table-row>" for row in rows)
    table = f'<table:table table:name="T"><table:table-column table:number-columns-repeated="{len(names)}"/>{head}{body}</table:table>'
    text = p("BẢNG PHÂN BỔ THIẾT BỊ CÁC XÃ NĂM 2026", "C") + table + p("Các xã nhận thiết bị tại kho của tỉnh.")
    return "soffice", odt(styles, text, font=family[shape.font], size=shape.size), "fodt"


# ------------------------------------------------------------------------------------------------ headers of rows


def _headed(n: int, head: Head, make: object) -> Paper:
    numbered = head.names[0] in ("TT", "STT")
    columns = len(head.names) - 1 - numbered
    counts = _counts(50 + n, 4, columns)
    rows = [[*([str(r + 1)] if numbered else []), _COMMUNES[r], *counts[r]] for r in range(4)]
    producer, source, ending = make(head, rows)  # type: ignore[operator]
    column = 1 + numbered + n % columns
    asked = f"{_COMMUNES[n % 4]} có bao nhiêu {head.names[column].split(': ')[-1].lower()} ({head.names[column]})"
    return Paper(
        "headers", producer, f"{n:02}", source, asked, " | ".join(rows[n % 4]), columns=head.names, ending=ending
    )


def _placed(head: Head) -> list[tuple[int, int, int, int, str]]:
    """(row, column, rows, columns, text) of the header's cells on their grid."""
    taken: set[tuple[int, int]] = set()
    out = []
    for r, row in enumerate(head.rows):
        c = 0
        for text, columns, rows in row:
            while (r, c) in taken:
                c += 1
            out.append((r, c, rows, columns, text))
            taken |= {(r + i, c + j) for i in range(rows) for j in range(columns)}
    return out


def _headed_reportlab(head: Head, rows: Sequence[Sequence[str]]) -> tuple[str, bytes, str]:
    board = Board()
    board.centred(800, "BẢNG PHÂN BỔ THIẾT BỊ CÁC XÃ NĂM 2026")
    widths = [30.0 if name in ("TT", "STT") else 80.0 if n < 2 else 66.0 for n, name in enumerate(head.names)]
    xs = [50.0]
    for width in widths:
        xs.append(xs[-1] + width)
    top, step = 770.0, 36.0
    if head.title:
        board.canvas.rect(xs[0], top, xs[-1] - xs[0], 24)
        board.text(xs[0] + 5, top + 8, head.title, "serif-bold", 11)
    for r, c, high, wide, text in _placed(head):
        x, right, y = xs[c], xs[c + wide], top - step * r
        board.canvas.rect(x, y - step * high, right - x, step * high)
        for k, (_, _, line, _) in enumerate(board.lines(0, 0, right - x - 6, text, "serif-bold", 10)):
            board.text(x + 4, y - 14 - 12 * k, line, "serif-bold", 10)
    low = top - step * len(head.rows)
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            board.canvas.rect(xs[c], low - 22 * (r + 1), widths[c], 22)
            board.text(xs[c] + 4, low - 22 * r - 15, text, size=10)
    return "reportlab", board.done(), ""


def _rows_html(head: Head, rows: Sequence[Sequence[str]]) -> str:
    title = f"<tr><td colspan={len(head.names)}><b>{escape(head.title)}</b></td></tr>" if head.title else ""
    above = "".join(
        "<tr>" + "".join(f"<td colspan={c} rowspan={r}><b>{escape(text)}</b></td>" for text, c, r in row) + "</tr>"
        for row in head.rows
    )
    below = "".join("<tr>" + "".join(f"<td>{text}</td>" for text in row) + "</tr>" for row in rows)
    return f"<table>{title}{above}{below}</table>"


def _headed_chromium(head: Head, rows: Sequence[Sequence[str]]) -> tuple[str, str, str]:
    return "chromium", _sheet(_rows_html(head, rows), size=10), ""


def _headed_soffice(head: Head, rows: Sequence[Sequence[str]]) -> tuple[str, str, str]:
    grid = {(r, c): (text, high, wide) for r, c, high, wide, text in _placed(head)}
    xml = ""
    if head.title:
        span = f' table:number-columns-spanned="{len(head.names)}"'
        cell = f'<table:table-cell table:style-name="Cell"{span}>{p(escape(head.title))}</table:table-cell>'
        xml += f"<table:table-row>{cell}{'<table:covered-table-cell/>' * (len(head.names) - 1)}</table:table-row>"
    for r in range(len(head.rows)):
        xml += "<table:table-row>"
        for c in range(len(head.names)):
            if (r, c) in grid:
                text, high, wide = grid[r, c]
                spans = f' table:number-columns-spanned="{wide}" table:number-rows-spanned="{high}"'
                xml += f'<table:table-cell table:style-name="Cell"{spans}>{p(escape(text), "C")}</table:table-cell>'
            else:
                xml += "<table:covered-table-cell/>"
        xml += "</table:table-row>"
    for row in rows:
        xml += "<table:table-row>" + "".join(
            f'<table:table-cell table:style-name="Cell">{p(text)}</table:table-cell>' for text in row
        )
        xml += "</table:table-row>"
    styles = (
        '<style:style style:name="Cell" style:family="table-cell"><style:table-cell-properties fo:border="0.5pt solid #000000" '
        'fo:padding="0.1cm"/></style:style>'
    )
    table = f'<table:table table:name="T"><table:table-column table:number-columns-repeated="{len(head.names)}"/>{xml}</table:table>'
    text = p("BẢNG PHÂN BỔ THIẾT BỊ CÁC XÃ NĂM 2026", "C") + table + p("Các xã nhận thiết bị tại kho của tỉnh.")
    return "soffice", odt(styles, text, size=10), "fodt"
