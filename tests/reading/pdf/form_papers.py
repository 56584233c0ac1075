# ruff: noqa: E501  (markup and figures stand on lines of their own)
"""Forms that were filled in: each value once, beside its label; ticks as they are set. Neither chromium nor a headless
LibreOffice prints fields."""

from __future__ import annotations

from dataclasses import dataclass

from tests.reading.pdf.added import Update, text
from tests.reading.pdf.drawing import Board
from tests.reading.pdf.papers import Paper


@dataclass(frozen=True, slots=True)
class Field:
    """`kind`: "text", "tick", "choice", "radio", "list". `value`: what was typed; of a tick "x" or ""; of a radio group
    and a choice the one of `options` that was taken."""

    label: str
    kind: str
    value: str
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    fields: tuple[Field, ...]
    asked: str
    quote: str
    x: float = 170
    size: float = 12
    above: bool = False
    """Labels stand above their fields."""
    ruled: bool = False
    """Labels and fields stand in the cells of a table."""
    drawn: bool = True
    """The file holds the appearances of its fields; else the program that shows it must draw them."""


_TICK = Field("Có lắp đặt:", "tick", "x")
_NO = Field("Có bảo hành:", "tick", "")
FORMS = (
    Form((Field("Tên thiết bị:", "text", "May chieu Epson EB-9"), Field("Số lượng:", "text", "17 bo"), _TICK),
         "phiếu đề nghị cấp bao nhiêu bộ, số lượng", "Số lượng: 17 bo"),
    Form((Field("Họ và tên:", "text", "Tran Van Mau"), Field("Chức vụ:", "text", "Pho phong"), _NO, _TICK),
         "chức vụ là gì", "Chức vụ: Pho phong", x=220, size=11),
    Form((Field("Đơn vị:", "choice", "Phong Noi vu", ("Van phong", "Phong Noi vu", "Phong Tai chinh")), _TICK),
         "đơn vị đề nghị là đơn vị nào", "Đơn vị: Phong Noi vu"),
    Form((Field("Hình thức nhận:", "radio", "tai nha", ("tai quay", "tai nha")), Field("Ngày nhận:", "text", "12/9/2026")),
         "ngày nhận là ngày nào", "Ngày nhận: 12/9/2026"),
    Form((Field("Nơi lắp đặt:", "text", "Hoi truong tang 3"), _TICK, _NO), "nơi lắp đặt tại hội trường tầng mấy", "Nơi lắp đặt: Hoi truong tang 3", ruled=True),
    Form((Field("Lý do đề nghị:", "text", "May cu hong nguon"), Field("Số lượng:", "text", "4 bo")),
         "lý do đề nghị là gì", "May cu hong nguon", above=True),
    Form((Field("Kinh phí:", "text", "41.500.000 dong"), Field("Nguồn:", "text", "Ngan sach xa"), _TICK),
         "kinh phí là bao nhiêu", "Kinh phí: 41.500.000 dong", size=10, x=140),
    Form((Field("Thiết bị:", "list", "May in", ("May tinh", "May in", "May quet")), _NO), "thiết bị là máy gì", "May in"),
    Form((Field("Số điện thoại:", "text", "0243 555 0199"), Field("Địa chỉ:", "text", "So 9 duong Mau"), _NO, _TICK),
         "địa chỉ ở đâu", "Địa chỉ: So 9 duong Mau", ruled=True, size=11),
    Form((Field("Thời gian mượn:", "text", "tu 3/8 den 9/8/2026"), _TICK), "thời gian mượn từ ngày nào", "Thời gian mượn: tu 3/8 den 9/8/2026", x=300),
)  # fmt: skip
_ACCENTED = {
    "May chieu Epson EB-9": "Máy chiếu Epson EB-9", "17 bo": "17 bộ", "Tran Van Mau": "Trần Văn Mẫu", "Pho phong": "Phó phòng",
    "Phong Noi vu": "Phòng Nội vụ", "Van phong": "Văn phòng", "Phong Tai chinh": "Phòng Tài chính", "tai nha": "tại nhà",
    "tai quay": "tại quầy", "Hoi truong tang 3": "Hội trường tầng 3", "May cu hong nguon": "Máy cũ hỏng nguồn", "4 bo": "4 bộ",
    "41.500.000 dong": "41.500.000 đồng", "Ngan sach xa": "Ngân sách xã", "May in": "Máy in", "May tinh": "Máy tính",
    "May quet": "Máy quét", "So 9 duong Mau": "Số 9 đường Mẫu", "tu 3/8 den 9/8/2026": "từ 3/8 đến 9/8/2026",
}  # fmt: skip
_TITLE = "PHIẾU ĐỀ NGHỊ CẤP THIẾT BỊ"


def papers() -> list[Paper]:
    out = [_by_reportlab(n, form) for n, form in enumerate(FORMS)]
    return out + [_by_hand(n, form) for n, form in enumerate(FORMS)]


def _accented(words: str) -> str:
    for plain, right in _ACCENTED.items():
        words = words.replace(plain, right)
    return words


def _whole(form: Form, accented: bool, radios: bool = True) -> tuple[str, ...]:
    """What the reading text must hold of each field."""
    out: list[str] = []
    for one in form.fields:
        value = _accented(one.value) if accented else one.value
        if one.kind == "tick":
            out.append(f"{one.label} {'☑' if one.value else '☐'}")
        elif one.kind == "radio":
            if radios:
                out += [f"{'☑' if o == one.value else '☐'} {_accented(o) if accented else o}" for o in one.options]
        elif one.kind == "list" or form.above:
            out.append(value)
        elif form.ruled:
            out.append(f"{one.label} | {value}")
        else:
            out.append(f"{one.label} {value}")
    if form.ruled:
        out = [said.replace(": ☑", ": | ☑").replace(": ☐", ": | ☐") for said in out]
    return tuple(out)


def _quote(form: Form, accented: bool) -> str:
    said = _accented(form.quote) if accented else form.quote
    return said.replace(": ", ": | ") if form.ruled else said


def _labels(form: Form) -> tuple[Board, list[float]]:
    """The printed page and the baseline of each field."""
    board = Board()
    board.centred(790, _TITLE).text(60, 765, "Phòng họp số 3 đề nghị cấp thiết bị theo kế hoạch năm.", size=form.size)
    step = 44.0 if form.above else 26.0
    baselines = []
    for n, one in enumerate(form.fields):
        y = 735 - step * n
        board.text(60, y, one.label, size=form.size)
        baselines.append(y - (20 if form.above else 0))
    if form.ruled:
        board.grid([54, form.x - 6, form.x + 270], [753 - step * n for n in range(len(form.fields) + 1)])
    board.text(
        60, 735 - step * len(form.fields) - 20, "Người đề nghị chịu trách nhiệm về nội dung đã ghi.", size=form.size
    )
    return board, baselines


def _by_reportlab(n: int, form: Form) -> Paper:
    board, baselines = _labels(form)
    acro = board.canvas.acroForm
    for k, (one, y) in enumerate(zip(form.fields, baselines, strict=True)):
        x = 60 if form.above else form.x
        place = {"x": x, "y": y - 4, "fontSize": form.size}
        if one.kind == "text":
            acro.textfield(name=f"t{k}", value=one.value, width=250, height=18, **place)
        elif one.kind == "tick":
            acro.checkbox(name=f"c{k}", checked=bool(one.value), x=x, y=y - 3, size=14)
        elif one.kind == "choice":
            acro.choice(name=f"k{k}", value=one.value, options=list(one.options), width=180, height=18, **place)
        elif one.kind == "list":
            acro.listbox(
                name=f"l{k}",
                value=one.value,
                options=list(one.options),
                width=120,
                height=22,
                x=x,
                y=y - 8,
                fontSize=10,
            )
        else:
            for m, option in enumerate(one.options):
                acro.radio(name=f"r{k}", value=f"v{m}", selected=option == one.value, x=x + 110 * m, y=y - 3, size=13)
                board.text(x + 110 * m + 20, y, option, size=form.size)
    return Paper("forms", "reportlab", f"{n:02}", board.done(), form.asked, _quote(form, False), _whole(form, False))


def _by_hand(n: int, form: Form) -> Paper:
    """Accented values, which the fonts that forms bring cannot show: with no appearance, or with a garbled one."""
    board, baselines = _labels(form)
    for one, y in zip(form.fields, baselines, strict=True):
        if one.kind == "radio":
            for m, option in enumerate(one.options):
                board.text(form.x + 110 * m + 20, y, _accented(option), size=form.size)
    update = Update(board.done())
    fields: list[str] = []
    for k, (one, y) in enumerate(zip(form.fields, baselines, strict=True)):
        x = 60 if form.above else form.x
        fields += _widgets(update, one, k, x, y, form.size, garbled=n % 2 == 1)
    font = update.add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    update.catalog.append(
        f"/AcroForm << /Fields [{' '.join(fields)}] /NeedAppearances true /DA (/Helv 0 Tf 0 g) /DR << /Font << /Helv {font} >> >> >>"
    )
    return Paper("forms", "raw", f"{n:02}", update.done(), form.asked, _quote(form, True), _whole(form, True))


def _widgets(update: Update, one: Field, k: int, x: float, y: float, size: float, *, garbled: bool) -> list[str]:
    value = _accented(one.value)
    if one.kind in ("text", "choice", "list"):
        kind = "/Tx" if one.kind == "text" else f"/Ch /Ff {131072 if one.kind == 'choice' else 0}"
        options = "".join(f"[{text(f'o{m}')} {text(_accented(o))}]" for m, o in enumerate(one.options))
        stored = text(value) if one.kind == "text" else text(f"o{one.options.index(one.value)}")
        drawn = ""
        if garbled and one.kind == "text":
            body = (
                f"/Tx BMC q BT /Helv {size} Tf 2 5 Td ({value.encode('cp1252', 'ignore').decode('cp1252')}) Tj ET Q EMC"
            )
            font = update.add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
            form = update.stream(
                f"/Type /XObject /Subtype /Form /BBox [0 0 250 18] /Resources << /Font << /Helv {font} >> >>",
                body.encode("cp1252"),
            )
            drawn = f"/AP << /N {form} >>"
        more = f"/FT {kind} /T {text(f'f{k}')} /V {stored} /DA (/Helv {size} Tf 0 g) {drawn}"
        more += f" /Opt [{options}]" if options else ""
        low = y - 8 if one.kind == "list" else y - 4
        return [update.annotation("Widget", (x, low, x + 250, y + 14), more)]
    if one.kind == "tick":
        on = update.stream("/Type /XObject /Subtype /Form /BBox [0 0 14 14]", b"2 7 m 6 2 l 12 12 l S")
        off = update.stream("/Type /XObject /Subtype /Form /BBox [0 0 14 14]", b"0 0 14 14 re S")
        state = "Co" if one.value else "Off"
        more = f"/FT /Btn /T {text(f'f{k}')} /V /{state} /AS /{state} /AP << /N << /Co {on} /Off {off} >> >>"
        return [update.annotation("Widget", (x, y - 3, x + 14, y + 11), more)]
    parent = update.add("<< >>")
    kids = []
    for m, option in enumerate(one.options):
        on = update.stream("/Type /XObject /Subtype /Form /BBox [0 0 13 13]", b"4 4 5 5 re f")
        off = update.stream("/Type /XObject /Subtype /Form /BBox [0 0 13 13]", b"1 1 11 11 re S")
        state = f"v{m}" if option == one.value else "Off"
        more = f"/Parent {parent} /AS /{state} /AP << /N << /v{m} {on} /Off {off} >> >>"
        kids.append(update.annotation("Widget", (x + 110 * m, y - 3, x + 110 * m + 13, y + 10), more))
    number = int(parent.split()[0])
    chosen = one.options.index(one.value)
    body = f"<< /FT /Btn /Ff 49152 /T {text(f'f{k}')} /V /v{chosen} /Kids [{' '.join(kids)}] >>"
    update._objects[number] = body.encode("latin-1")
    return [parent]
