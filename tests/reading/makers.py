"""Small files made by hand, so that the tests can state exactly what must be read from them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field

from PIL import Image

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

# ------------------------------------------------------------------------------------------------ PDF


@dataclass
class Sheet:
    """One page of a PDF in the making; positions in points from the bottom left, as in the file."""

    width: float = 595
    height: float = 842
    rotate: int = 0
    ops: list[str] = field(default_factory=list)
    annotations: list[tuple[float, float, str]] = field(default_factory=list)
    image: bool = False
    pictures: list[tuple[float, float, float, float, Image.Image]] = field(default_factory=list)

    def text(self, x: float, y: float, text: str, size: float = 12, *, angle: int = 0, bold: bool = False) -> Sheet:
        """Every letter is half a size wide."""
        cos, sin = {0: (1, 0), 90: (0, 1), 180: (-1, 0), 270: (0, -1)}[angle]
        code = text.encode("utf-16-be").hex()
        name = "F2" if bold else "F1"
        self.ops.append(f"BT /{name} {size} Tf {cos} {sin} {-sin} {cos} {x} {y} Tm <{code}> Tj ET")
        return self

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> Sheet:
        self.ops.append(f"0.5 w {x0} {y0} m {x1} {y1} l S")
        return self

    def picture(self) -> Sheet:
        self.image = True
        self.ops.append(f"q {self.width} 0 0 {self.height} 0 0 cm /Im Do Q")
        return self

    def paste(self, x: float, y: float, width: float, image: Image.Image) -> Sheet:
        """A picture with its lower left corner at (x, y), `width` points wide."""
        self.pictures.append((x, y, width, width * image.height / image.width, image))
        return self

    def stamp(self, x: float, y: float, text: str) -> Sheet:
        """A stamp annotation whose appearance stream prints `text`."""
        self.annotations.append((x, y, text))
        return self


_TO_UNICODE = """/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def /CMapType 2 def
1 begincodespacerange <0000> <ffff> endcodespacerange
1 beginbfrange <0000> <ffff> <0000> endbfrange
endcmap CMapName currentdict /CMap defineresource pop end end"""


def make_pdf(sheets: Sequence[Sheet]) -> bytes:
    """A PDF whose font has no glyphs of its own; letters are known by the ToUnicode map alone."""
    objects: list[bytes] = []

    def add(body: str | bytes) -> int:
        objects.append(body if isinstance(body, bytes) else body.encode("latin-1"))
        return len(objects)

    def stream(head: str, content: bytes) -> bytes:
        return f"<< {head} /Length {len(content)} >> stream\n".encode() + content + b"\nendstream"

    catalog, pages = add(""), add("")
    cmap = add(stream("", _TO_UNICODE.encode()))
    fonts = ""
    for name, base in (("F1", "TimesNewRoman"), ("F2", "TimesNewRoman-Bold")):
        flags = 34 if name == "F1" else 262178
        descriptor = add(
            f"<< /Type /FontDescriptor /FontName /{base} /Flags {flags} /FontBBox [0 -200 1000 900] /ItalicAngle 0 "
            f"/Ascent 800 /Descent -200 /CapHeight 700 /StemV {80 if name == 'F1' else 160} >>"
        )
        child = add(
            f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{base} /DW 500 /FontDescriptor {descriptor} 0 R "
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>"
        )
        font = add(
            f"<< /Type /Font /Subtype /Type0 /BaseFont /{base} /Encoding /Identity-H /DescendantFonts [{child} 0 R] "
            f"/ToUnicode {cmap} 0 R >>"
        )
        fonts += f"/{name} {font} 0 R "
    image = add(
        stream(
            "/Type /XObject /Subtype /Image /Width 2 /Height 2 /ColorSpace /DeviceGray /BitsPerComponent 8", b"\0@@\0"
        )
    )
    resources = f"<< /Font << {fonts} >> /XObject << /Im {image} 0 R >> >>"
    kids = []
    for sheet in sheets:
        held, drawn = resources, list(sheet.ops)
        for number, (x, y, width, height, picture) in enumerate(sheet.pictures):
            head = (
                f"/Type /XObject /Subtype /Image /Width {picture.width} /Height {picture.height} "
                "/ColorSpace /DeviceRGB /BitsPerComponent 8"
            )
            placed = add(stream(head, picture.convert("RGB").tobytes()))
            held = held.replace("/XObject <<", f"/XObject << /P{number} {placed} 0 R")
            drawn.append(f"q {width} 0 0 {height} {x} {y} cm /P{number} Do Q")
        content = add(stream("", "\n".join(drawn).encode("latin-1")))
        notes = []
        for x, y, text in sheet.annotations:
            body = f"BT /F1 12 Tf 2 4 Td <{text.encode('utf-16-be').hex()}> Tj ET".encode()
            wide = 6 * len(text) + 4
            form = add(stream(f"/Type /XObject /Subtype /Form /BBox [0 0 {wide} 16] /Resources {resources}", body))
            place = f"/Rect [{x} {y} {x + wide} {y + 16}]"
            notes.append(add(f"<< /Type /Annot /Subtype /Stamp /F 4 {place} /AP << /N {form} 0 R >> >>"))
        annots = f"/Annots [{' '.join(f'{n} 0 R' for n in notes)}]" if notes else ""
        kids.append(
            add(
                f"<< /Type /Page /Parent {pages} 0 R /MediaBox [0 0 {sheet.width} {sheet.height}] "
                f"/Rotate {sheet.rotate} /Contents {content} 0 R /Resources {held} {annots} >>"
            )
        )
    objects[catalog - 1] = f"<< /Type /Catalog /Pages {pages} 0 R >>".encode()
    objects[pages - 1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(f'{k} 0 R' for k in kids)}] >>".encode()
    return _write(objects)


def _write(objects: Sequence[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.7\n")
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{offset:010d} 00000 n \n".encode() for offset in offsets)
    out += f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


# ----------------------------------------------------------------------------------------------- DOCX


def paragraph(text: str, properties: str = "", run: str = "") -> str:
    """A paragraph of one run; `properties` goes into `w:pPr`, `run` into `w:rPr`."""
    return (
        f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
    )


def listed(text: str, list_id: int, level: int = 0) -> str:
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>')


def table(rows: Sequence[Sequence[str]], *, borders: bool = True) -> str:
    """Each cell is its inner XML: properties and paragraphs."""
    line = '<w:insideH w:val="single" w:sz="4"/><w:insideV w:val="single" w:sz="4"/>' if borders else ""
    body = "".join("<w:tr>" + "".join(f"<w:tc>{cell}</w:tc>" for cell in row) + "</w:tr>" for row in rows)
    return f"<w:tbl><w:tblPr><w:tblBorders>{line}</w:tblBorders></w:tblPr>{body}</w:tbl>"


def make_docx(body: str, **parts: str) -> bytes:
    """A Word file with this body; `numbering`, `styles`, `footnotes`, `header1` … are the inner XML of other parts."""
    roots = {name: name for name in ("numbering", "styles", "footnotes", "endnotes", "settings")}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", f"<w:document {WORD}><w:body>{body}</w:body></w:document>")
        for name, inner in parts.items():
            root = roots.get(name, "hdr" if name.startswith("header") else "ftr")
            archive.writestr(f"word/{name}.xml", f"<w:{root} {WORD}>{inner}</w:{root}>")
    return out.getvalue()


def level(index: int, kind: str, text: str, start: int = 1, extra: str = "") -> str:
    """One `w:lvl` of an abstract list."""
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/>{extra}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )
