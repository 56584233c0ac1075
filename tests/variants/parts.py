"""Parts of a Word file that hang beside its running text: embedded documents, struck words, equations, content
controls, form fields, comments, pictures, objects."""

# ruff: noqa: E501 – one variant a line reads as a table

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

import docx
from docx.oxml import parse_xml

from tests.reading.makers import WORD, make_docx, paragraph
from tests.variants.case import Variant, saved, through_office

R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
M = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def package(body: str, parts: dict[str, bytes], relations: dict[str, tuple[str, str]]) -> bytes:
    """A Word file with further parts, each named by a relation: id -> (last word of the type, target)."""
    out = io.BytesIO()
    lines = "".join(
        f'<Relationship Id="{key}" Type="{_KIND}/{kind}" Target="{target}"/>'
        for key, (kind, target) in relations.items()
    )
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        names = f"{WORD} {R} {M} {W14}"
        archive.writestr("word/document.xml", f"<w:document {names}><w:body>{body}</w:body></w:document>")
        archive.writestr("word/_rels/document.xml.rels", f'<Relationships xmlns="{_RELATIONS}">{lines}</Relationships>')
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


# -------------------------------------------------------------------------------------------- altChunk

INSIDE = "Hồ sơ gửi chậm quá 09 ngày làm việc thì bị trả lại."
LATE = "Hồ sơ gửi chậm bao nhiêu ngày thì bị trả lại?"


def chunks() -> Iterator[Variant]:
    inner = docx.Document()
    inner.add_paragraph(INSIDE)
    table = inner.add_table(2, 2, style="Table Grid")
    for cell, text in zip([c for row in table.rows for c in row.cells], ("Loại", "Hạn", "Thẻ", "3 ngày"), strict=True):
        cell.text = text
    mht = (
        "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: text/html; "
        f'charset="utf-8"\r\nContent-Transfer-Encoding: 8bit\r\n\r\n<html><body><p>{INSIDE}</p></body></html>\r\n--b--\r\n'
    ).encode()
    rtf = "".join(c if ord(c) < 128 else f"\\u{ord(c)}?" for c in INSIDE)
    kinds: dict[str, bytes] = {
        "afchunk1.html": f"<html><head><meta charset='utf-8'></head><body><p>{INSIDE}</p></body></html>".encode(),
        "afchunk2.htm": f"<p>{INSIDE}</p>".encode("utf-8-sig"),
        "afchunk3.xhtml": f"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><body><p>{INSIDE}</p></body></html>".encode(),
        "afchunk4.txt": INSIDE.encode(),
        "afchunk5.txt": INSIDE.encode("utf-16"),
        "afchunk6.docx": saved(inner),
        "afchunk7.mht": mht,
        "afchunk8.rtf": (r"{\rtf1\ansi\uc1 " + rtf + "}").encode(),
        "afchunk9.dat": f"<html><body><div>{INSIDE}</div></body></html>".encode("utf-8-sig"),
    }
    around = paragraph("HƯỚNG DẪN NỘI BỘ") + paragraph("Phần đầu viết trực tiếp.")
    for name, data in kinds.items():
        body = f'{around}<w:altChunk r:id="c1"/>{paragraph("Phần cuối viết trực tiếp.")}'
        made = package(body, {f"word/{name}": data}, {"c1": ("aFChunk", f"/word/{name}" if "6" in name else name)})
        yield Variant("altChunk", "XML", f"{name.split('.')[0]}.docx", made, LATE, (INSIDE,))
    cell = f'<w:tbl><w:tblPr/><w:tr><w:tc>{paragraph("Quy định")}</w:tc><w:tc><w:altChunk r:id="c1"/></w:tc></w:tr></w:tbl>'
    parts = {"word/a.html": kinds["afchunk1.html"]}
    yield Variant(
        "altChunk", "XML", "trong o.docx", package(around + cell, parts, {"c1": ("aFChunk", "a.html")}), LATE, (INSIDE,)
    )
    broken = package(
        f'{around}{paragraph(INSIDE)}<w:altChunk r:id="c1"/>',
        {"word/x.pdf": b"%PDF-1.4 hong"},
        {"c1": ("aFChunk", "x.pdf")},
    )
    yield Variant("altChunk", "XML", "khong doc duoc.docx", broken, LATE, (INSIDE,), (), ("x.pdf",))
    lost = package(f'{around}{paragraph(INSIDE)}<w:altChunk r:id="c9"/>', {}, {})
    yield Variant("altChunk", "XML", "mat phan.docx", lost, LATE, (INSIDE,), (), ("1 phần",))


# -------------------------------------------------------------------------------------------- struck


def struck() -> Iterator[Variant]:
    asked = "Mức thu phí sao lục là bao nhiêu?"
    right, never, told = ("22.000 đồng",), ("15.000",), ("gạch",)
    runs = {
        "strike": '<w:strike/>', "dstrike": '<w:dstrike/>', "val": '<w:strike w:val="true"/>', "on": '<w:dstrike w:val="1"/>',
    }  # fmt: skip

    def body(look: str, tail: str = "") -> str:
        return (
            paragraph("QUY ĐỊNH VỀ MỨC THU")
            + '<w:p><w:r><w:t xml:space="preserve">1. Mức thu phí sao lục là </w:t></w:r>'
            + f"<w:r><w:rPr>{look}</w:rPr><w:t>15.000 đồng</w:t></w:r>"
            + f'<w:r><w:t xml:space="preserve"> 22.000 đồng một hồ sơ.</w:t></w:r></w:p>{tail}'
        )

    for name, look in runs.items():
        yield Variant("struck", "XML", f"{name}.docx", make_docx(body(look)), asked, right, never, told)
    off = body('<w:strike w:val="0"/>').replace("22.000", "và 22.000")
    yield Variant("struck", "XML", "khong gach.docx", make_docx(off), asked, ("15.000 đồng và 22.000 đồng",))
    style = '<w:style w:type="character" w:styleId="Bo"><w:rPr><w:strike/></w:rPr></w:style>'
    yield Variant(
        "struck", "XML", "kieu.docx", make_docx(body('<w:rStyle w:val="Bo"/>'), styles=style), asked, right, never, told
    )
    undone = body('<w:rStyle w:val="Bo"/><w:strike w:val="false"/>').replace("22.000", "và 22.000")
    yield Variant(
        "struck", "XML", "kieu bo gach.docx", make_docx(undone, styles=style), asked, ("15.000 đồng và 22.000",)
    )
    document = docx.Document()
    document.add_paragraph("QUY ĐỊNH VỀ MỨC THU")
    line = document.add_paragraph("1. Mức thu phí sao lục là ")
    line.add_run("15.000 đồng").font.strike = True
    line.add_run(" 22.000 đồng một hồ sơ.")
    whole = document.add_paragraph().add_run("2. Mức thu phí sao lục cũ là 15.000 đồng.")
    whole.font.double_strike = True
    case = Variant("struck", "python-docx", "gach.docx", saved(document), asked, right, never, told)
    yield case
    for to in ("odt", "doc", "rtf"):
        yield through_office(case, to)
    page = (
        "<meta charset=utf-8><body><p>QUY ĐỊNH VỀ MỨC THU</p><p>1. Mức thu phí sao lục là {} 22.000 đồng một hồ sơ.</p>"
    )
    for name, form in {
        "del": "<del>15.000 đồng</del>", "s": "<s>15.000 đồng</s>", "strike": "<strike>15.000 đồng</strike>",
        "css": '<span style="text-decoration: line-through">15.000 đồng</span>',
    }.items():  # fmt: skip
        yield Variant("struck", "HTML", f"{name}.html", page.format(form).encode(), asked, right, never, told)


# -------------------------------------------------------------------------------------------- equations


def run(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


def part(name: str, text: str) -> str:
    return f"<m:{name}>{text if '<' in text else run(text)}</m:{name}>"


def _fraction(top: str, bottom: str, kind: str = "") -> str:
    look = f'<m:fPr><m:type m:val="{kind}"/></m:fPr>' if kind else ""
    return f"<m:f>{look}{part('num', top)}{part('den', bottom)}</m:f>"


_SEMICOLON = f'<m:d><m:dPr><m:sepChr m:val=";"/></m:dPr>{part("e", "A")}{part("e", "B")}</m:d>'
EQUATIONS = {
    "phan so": (run("D=") + _fraction("2A+3B", "5") + run("+") + f"<m:sSup>{part('e', 'C')}{part('sup', '2')}</m:sSup>", "D=(2A+3B)/5+C^2"),
    "don": (run("T=") + _fraction("A", "B"), "T=A/B"),
    "chi so": (run("S=") + f"<m:sSub>{part('e', 'x')}{part('sub', '1')}</m:sSub>" + run("+") + f"<m:sSub>{part('e', 'x')}{part('sub', 'n+1')}</m:sSub>", "S=x_1+x_(n+1)"),
    "ca hai": (run("V=") + f"<m:sSubSup>{part('e', 'a')}{part('sub', 'i')}{part('sup', '2')}</m:sSubSup>", "V=a_i^2"),
    "can": (run("R=") + f'<m:rad><m:radPr><m:degHide m:val="1"/></m:radPr><m:deg/>{part("e", "A+B")}</m:rad>', "R=√(A+B)"),
    "can bac": (run("R=") + f"<m:rad>{part('deg', '3')}{part('e', 'A')}</m:rad>", "R=∛A"),
    "tong": (
        run("T=") + f'<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr>{part("sub", "i=1")}{part("sup", "n")}'
        + part("e", f"<m:sSub>{part('e', 'x')}{part('sub', 'i')}</m:sSub>") + "</m:nary>", "T=∑_(i=1)^n x_i",
    ),
    "ngoac": (run("P=") + f"<m:d>{part('e', 'A-B')}</m:d>" + run("×2"), "P=(A-B)×2"),
    "ngoac vuong": (run("P=") + f'<m:d><m:dPr><m:begChr m:val="["/><m:endChr m:val="]"/></m:dPr>{part("e", "A")}</m:d>', "P=[A]"),
    "ham": (run("L=") + f"<m:func>{part('fName', 'max')}{part('e', _SEMICOLON)}</m:func>", "L=max(A;B)"),
    "gach tren": (run("M=") + f'<m:bar><m:barPr><m:pos m:val="top"/></m:barPr>{part("e", "x")}</m:bar>', "M=x̅"),
    "ma tran": (run("A=") + f"<m:d>{part('e', f'<m:m><m:mr>{part(chr(101), chr(49))}{part(chr(101), chr(50))}</m:mr><m:mr>{part(chr(101), chr(51))}{part(chr(101), chr(52))}</m:mr></m:m>')}</m:d>", "A=(1 2; 3 4)"),
    "long": (run("K=") + _fraction(_fraction("A", "B") + run("+1"), "C"), "K=(A/B+1)/C"),
    "nghieng": (run("K=") + _fraction("A", "B", "skw"), "K=A/B"),
}  # fmt: skip


def equations() -> Iterator[Variant]:
    for number, (name, (inside, shown)) in enumerate(EQUATIONS.items()):
        math = f"<m:oMath>{inside}</m:oMath>"
        if number % 3 == 1:
            math = f"<m:oMathPara>{math}</m:oMathPara>"
        lead = '<w:r><w:t xml:space="preserve">Điểm tổng hợp tính theo công thức </w:t></w:r>'
        body = paragraph("PHƯƠNG PHÁP TÍNH ĐIỂM") + f"<w:p>{lead}{math}</w:p>"
        yield Variant(
            "equations",
            "XML",
            f"{name}.docx",
            package(body, {}, {}),
            "Điểm tổng hợp tính theo công thức nào?",
            (shown,),
        )
    document = docx.Document()
    document.add_paragraph("PHƯƠNG PHÁP TÍNH ĐIỂM")
    line = document.add_paragraph("Điểm tổng hợp tính theo công thức ")
    line._p.append(parse_xml(f"<m:oMath {M}>{EQUATIONS['phan so'][0]}</m:oMath>"))
    yield Variant(
        "equations",
        "python-docx",
        "phan so p.docx",
        saved(document),
        "Điểm tổng hợp tính theo công thức nào?",
        ("D=", "/5", "2A+3B"),
    )
    page = (
        "<meta charset=utf-8><body><p>PHƯƠNG PHÁP TÍNH ĐIỂM</p><p>Điểm tổng hợp tính theo công thức <math><mi>D</mi><mo>=</mo>"
        "<mfrac><mrow><mn>2</mn><mi>A</mi><mo>+</mo><mn>3</mn><mi>B</mi></mrow><mn>5</mn></mfrac><mo>+</mo><msup><mi>C</mi>"
        "<mn>2</mn></msup></math></p>"
    )
    yield Variant(
        "equations",
        "HTML",
        "mathml.html",
        page.encode(),
        "Điểm tổng hợp tính theo công thức nào?",
        ("D=(2A+3B)/5+C^2",),
    )


# -------------------------------------------------------------------------------------------- controls


def control(content: str, properties: str = "") -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def controls() -> Iterator[Variant]:
    def text_of(value: str) -> str:
        return f'<w:r><w:t xml:space="preserve">{value}</w:t></w:r>'

    def case(name: str, body: str, question: str, right: tuple[str, ...], never: tuple[str, ...] = ()) -> Variant:
        made = package(paragraph("ĐƠN ĐỀ NGHỊ") + body, {}, {})
        return Variant("controls", "XML", f"{name}.docx", made, question, right, never)

    chosen = control(text_of("Trung tâm Hòa Lạc"), '<w:dropDownList><w:listItem w:value="a"/></w:dropDownList>')
    yield case(
        "danh sach",
        f"<w:p>{text_of('Nơi nhận kết quả: ')}{chosen}</w:p>",
        "Nơi nhận kết quả là đâu?",
        ("Nơi nhận kết quả: Trung tâm Hòa Lạc",),
    )
    ticked = control(text_of("☒"), '<w14:checkbox><w14:checked w14:val="1"/></w14:checkbox>')
    blank = control(text_of("☐"), '<w14:checkbox><w14:checked w14:val="0"/></w14:checkbox>')
    yield case(
        "o danh dau",
        f"<w:p>{ticked}{text_of(' Có lắp đặt công tơ')}</w:p><w:p>{blank}{text_of(' Không lắp đặt')}</w:p>",
        "Có lắp đặt công tơ không?",
        ("☒ Có lắp đặt công tơ",),
    )
    prompt = control(text_of("Bấm vào đây để nhập văn bản."), "<w:showingPlcHdr/>")
    yield case(
        "loi nhac",
        f"<w:p>{text_of('Số điện thoại liên hệ: ')}{prompt}</w:p>{paragraph('Địa chỉ liên hệ: tổ 4, xã Mẫu.')}",
        "Địa chỉ liên hệ ở đâu?",
        ("tổ 4, xã Mẫu",),
        ("Bấm vào đây",),
    )
    block = control(paragraph("Thời hạn giải quyết là 07 ngày làm việc."))
    yield case("khoi", block, "Thời hạn giải quyết là bao lâu?", ("07 ngày làm việc",))
    row = f"<w:tr><w:tc>{paragraph('Phí thẩm định')}</w:tc><w:tc>{paragraph('85.000 đồng')}</w:tc></w:tr>"
    top = f"<w:tr><w:tc>{paragraph('Nội dung')}</w:tc><w:tc>{paragraph('Mức')}</w:tc></w:tr>"
    lines = '<w:tblPr><w:tblBorders><w:insideH w:val="single"/><w:insideV w:val="single"/></w:tblBorders></w:tblPr>'
    yield case(
        "dong bang",
        f"<w:tbl>{lines}{top}{control(control(row))}</w:tbl>",
        "Phí thẩm định là bao nhiêu?",
        ("Phí thẩm định | 85.000 đồng",),
    )
    cell = f"<w:tr><w:tc>{paragraph('Phí thẩm định')}</w:tc>{control(f'<w:tc>{paragraph(chr(56) + chr(54) + chr(46) + chr(48) * 3)}</w:tc>')}</w:tr>"
    yield case(
        "o bang", f"<w:tbl>{lines}{top}{cell}</w:tbl>", "Phí thẩm định là bao nhiêu?", ("Phí thẩm định | 86.000",)
    )
    tick = '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/>{}</w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:instrText>FORMCHECKBOX</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    yield case(
        "o danh dau cu",
        f"<w:p>{tick.format('<w:checked/>')}{text_of(' Có nhà ở')}</w:p><w:p>{tick.format('')}{text_of(' Có xe máy')}</w:p>",
        "Có nhà ở không?",
        ("☒ Có nhà ở",),
    )
    drop = '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="Nam"/><w:listEntry w:val="Nữ giới"/></w:ddList></w:ffData></w:fldChar></w:r><w:r><w:instrText>FORMDROPDOWN</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    yield case(
        "danh sach cu",
        f"<w:p>{text_of('Giới tính người khai: ')}{drop}</w:p>",
        "Giới tính người khai là gì?",
        ("Giới tính người khai: Nữ giới",),
    )
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>FORMTEXT</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        + text_of("Nguyễn Văn Mẫu")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    yield case(
        "o chu cu",
        f"<w:p>{text_of('Người làm đơn: ')}{field}</w:p>",
        "Người làm đơn là ai?",
        ("Người làm đơn: Nguyễn Văn Mẫu",),
    )
    date = control(text_of("ngày 12/5/2026"), '<w:date w:fullDate="2026-05-12T00:00:00Z"/>')
    yield case(
        "ngay",
        f"<w:p>{text_of('Ngày hẹn trả kết quả: ')}{date}</w:p>",
        "Ngày hẹn trả kết quả là ngày nào?",
        ("ngày 12/5/2026",),
    )
    simple = f'<w:p>{text_of("Mã hồ sơ: ")}<w:fldSimple w:instr=" DOCPROPERTY x ">{text_of("HS-2026-07")}</w:fldSimple></w:p>'
    yield case("truong", simple, "Mã hồ sơ là gì?", ("HS-2026-07",))


# -------------------------------------------------------------------------------------------- told


def told() -> Iterator[Variant]:
    """What is not text of the document: comments, pictures, embedded objects. The report counts and names it."""
    line = "Lệ phí cấp lại giấy phép là 45.000 đồng."
    asked = "Lệ phí cấp lại giấy phép là bao nhiêu?"

    def case(producer: str, name: str, data: bytes, *words: str, never: tuple[str, ...] = ()) -> Variant:
        return Variant("told", producer, name, data, asked, ("45.000 đồng",), never, words)

    for count in (1, 3):
        document = docx.Document()
        first = document.add_paragraph(line).runs[0]
        for n in range(count):
            document.add_comment(first, f"Đề nghị xem lại mức thu lần {n}", "Người góp ý")
        data = saved(document)
        yield case("python-docx", f"gop y {count}.docx", data, f"{count} lời góp ý", never=("xem lại mức thu",))
        if count == 3:
            yield through_office(case("", "gop y.docx", data, "3 lời góp ý"), "odt")
    import base64

    import openpyxl
    import pptx
    from openpyxl.comments import Comment
    from PIL import Image

    picture = io.BytesIO()
    Image.new("RGB", (900, 600), "white").save(picture, "PNG")
    document = docx.Document()
    document.add_paragraph(line)
    document.add_picture(io.BytesIO(picture.getvalue()), width=docx.shared.Inches(5))
    yield case("python-docx", "hinh.docx", saved(document), "1 hình")
    ole = (
        '<w:p><w:r><w:object xmlns:o="urn:schemas-microsoft-com:office:office">'
        '<o:OLEObject Type="Embed" ProgID="Excel.Sheet.12" r:id="o1"/></w:object></w:r></w:p>'
    )
    parts = {"word/embeddings/so_lieu.xlsx": saved(openpyxl.Workbook())}
    made = package(paragraph(line) + ole, parts, {"o1": ("package", "embeddings/so_lieu.xlsx")})
    yield case("XML", "nhung.docx", made, "1 tệp nhúng", "so_lieu.xlsx")
    book = openpyxl.Workbook()
    book.active.append(["STT", "Nội dung", "Mức"])
    book.active.append([1, "Lệ phí cấp lại giấy phép", "45.000 đồng"])
    book.active.append([2, "Lệ phí cấp mới", "90.000 đồng"])
    book.active["C2"].comment = Comment("Xem lại mức này", "Kế toán")
    data = saved(book)
    yield case("openpyxl", "ghi chu o.xlsx", data, "1 lời góp ý", never=("Xem lại mức này",))
    yield through_office(case("", "ghi chu o.xlsx", data, "1 lời góp ý"), "ods")
    book.active["C2"].comment = None
    book.active.add_image(openpyxl.drawing.image.Image(io.BytesIO(picture.getvalue())), "F2")
    yield case("openpyxl", "hinh.xlsx", saved(book), "1 hình")
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = line
    slide.shapes.add_picture(io.BytesIO(picture.getvalue()), 100, 100, 5_000_000, 3_000_000)
    yield case("python-pptx", "hinh.pptx", saved(deck), "1 hình")
    code = base64.b64encode(picture.getvalue()).decode()
    page = f'<meta charset=utf-8><body><p>{line}</p><img width=900 height=600 src="data:image/png;base64,{code}">'
    yield case("HTML", "hinh.html", page.encode(), "1 hình")
    yield case(
        "HTML",
        "khung.html",
        f"<meta charset=utf-8><body><p>{line}</p><iframe src='bang.html'></iframe>".encode(),
        "1 phần",
        "bang.html",
    )
    yield case(
        "HTML",
        "nhung.html",
        f"<meta charset=utf-8><body><p>{line}</p><object data='so-lieu.pdf'></object>".encode(),
        "so-lieu.pdf",
    )


def variants() -> Iterator[Variant]:
    yield from chunks()
    yield from struck()
    yield from equations()
    yield from controls()
    yield from told()
