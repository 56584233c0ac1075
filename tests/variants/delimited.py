"""Lists as text: commas, semicolons, tabs or bars between the cells, in several encodings, with and without quotes,
titles above, lines inside a cell."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from tests.variants.case import Variant

HEADER = ("STT", "Đơn vị", "Chỉ tiêu", "Kết quả (%)", "Ghi chú")
ROWS = (
    ("1", "Xã An Lạc", "Hồ sơ trực tuyến; toàn trình", "85,5", "đạt"),
    ("2", "Xã Bình Yên", "Hồ sơ trực tuyến", "61,2", ""),
    ("3", "Xã Cẩm Sơn", "Thanh toán, không tiền mặt", "47,9", "chưa đạt"),
    ("4", "Xã Diên Thọ", "Ký số văn bản", "92,0", 'vượt "kế hoạch"'),
)
ASKED = "Xã Cẩm Sơn đạt kết quả bao nhiêu phần trăm?"
RIGHT = ("STT | Đơn vị | Chỉ tiêu | Kết quả (%) | Ghi chú", "Xã Cẩm Sơn | Thanh toán, không tiền mặt | 47,9")


def text(
    delimiter: str, rows: Sequence[Sequence[str]] = ROWS, *, quote: int = csv.QUOTE_MINIMAL, end: str = "\r\n"
) -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, quoting=quote, lineterminator=end)  # type: ignore[arg-type]
    writer.writerows([HEADER, *rows])
    return out.getvalue()


def _1258(content: str) -> bytes:
    """Windows-1258 writes most letters with a mark behind the letter."""
    import unicodedata

    out = bytearray()
    for letter in content:
        try:
            out += letter.encode("cp1258")
        except UnicodeEncodeError:
            parts = unicodedata.normalize("NFD", letter)
            base = unicodedata.normalize("NFC", "".join(p for p in parts if p not in "\u0300\u0301\u0303\u0309\u0323"))
            out += base.encode("cp1258") + "".join(p for p in parts if p in "\u0300\u0301\u0303\u0309\u0323").encode(
                "cp1258"
            )
    return bytes(out)


def variants() -> Iterator[Variant]:
    def case(name: str, data: bytes, right: tuple[str, ...] = RIGHT, question: str = ASKED) -> Variant:
        return Variant("delimited", "csv", name, data, question, right)

    for name, delimiter in (("phay", ","), ("cham phay", ";"), ("tab", "\t"), ("gach dung", "|")):
        yield case(f"{name}.csv", text(delimiter).encode())
        yield case(f"{name} bom.csv", text(delimiter, end="\n").encode("utf-8-sig"))
        yield case(f"{name} utf16.csv", text(delimiter).encode("utf-16"))
        yield case(f"{name} 1258.csv", _1258(text(delimiter)))
    yield case("tab.tsv", text("\t", end="\n").encode())
    yield case("tab.txt", text("\t", end="\n").rstrip().encode())
    yield case("cham phay.txt", text(";", end="\n").encode())
    yield case("utf16be.csv", b"\xfe\xff" + text(";").encode("utf-16-be"))
    yield case("utf16 khong dau.csv", text("\t").encode("utf-16-le"))
    yield case("ngoac het.csv", text(",", quote=csv.QUOTE_ALL).encode())
    yield case("sep.csv", ("sep=;\r\n" + text(";")).encode("utf-8-sig"))
    yield case("ten tren.csv", ("KẾT QUẢ SÁU THÁNG ĐẦU NĂM 2026;;;;\r\n;;;;\r\n" + text(";")).encode())
    yield case("ten khong phay.csv", ("KẾT QUẢ SÁU THÁNG ĐẦU NĂM 2026\n\n" + text(",", end="\n")).encode())
    yield case("mac.csv", text(";", end="\r").encode())
    long = [(*row[:4], row[4] + "\ndòng hai của ghi chú") if row[0] == "3" else row for row in ROWS]
    yield case("xuong dong.csv", text(";", long).encode())
    ragged = text(";").replace("61,2;", "61,2")
    yield case("thieu o.csv", ragged.encode())
    yield case(
        "nhieu dong.csv",
        text(";", [*ROWS, *((str(n), f"Xã số {n}", "Ký số", f"{n},5", "") for n in range(5, 400))]).encode(),
    )
    lost = text(";").encode("cp1258", errors="replace")
    yield Variant("delimited", "csv", "mat chu.csv", lost, "Thanh toán 47,9 chưa", ("47,9",), (), ("mất chữ",))
    two = "Đơn vị;Số máy\nXã An Lạc;12\nXã Cẩm Sơn;47\nXã Diên Thọ;15\n"
    yield case("hai cot.csv", two.encode(), ("Đơn vị | Số máy", "Xã Cẩm Sơn | 47"), "Xã Cẩm Sơn có bao nhiêu máy?")
    bare = "\n".join(";".join(row) for row in ROWS) + "\n"
    yield case(
        "khong dau de.csv",
        bare.encode(),
        ("Xã Cẩm Sơn | Thanh toán, không tiền mặt | 47,9",),
        "Thanh toán không tiền mặt của xã Cẩm Sơn là bao nhiêu?",
    )
    english = 'Đơn vị,Doanh thu,Chi phí\nXã An Lạc,"1,250,000",980000\nXã Cẩm Sơn,"2,475,000",1130000\n'
    yield case("so co phay.csv", english.encode(), ("Xã Cẩm Sơn | 2,475,000",), "Doanh thu xã Cẩm Sơn là bao nhiêu?")
    prose = "Xã Cẩm Sơn tổ chức họp dân, ghi biên bản, lấy ý kiến.\nXã An Lạc gửi báo cáo, biểu mẫu, phụ lục.\n"
    yield case(
        "van xuoi.txt",
        prose.encode(),
        ("Xã Cẩm Sơn tổ chức họp dân, ghi biên bản, lấy ý kiến.",),
        "Xã Cẩm Sơn tổ chức gì?",
    )
    listed = (
        "Thành phần hồ sơ gồm:\n- Đơn; tờ khai; bản sao;\n- Ảnh; giấy hẹn; biên lai;\n- Thẻ cũ; giấy tờ khác; phí.\n"
    )
    yield case(
        "liet ke.txt", listed.encode(), ("- Ảnh; giấy hẹn; biên lai",), "Hồ sơ có ảnh, giấy hẹn và biên lai không?"
    )
