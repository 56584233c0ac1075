"""Files made to break readers, each as a person could send it."""

from __future__ import annotations

import io
import random
import zipfile

from tests.reading.makers import make_docx, make_pdf, paragraph


def packed(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def bomb() -> bytes:
    """Archives in archives; the innermost files are 100 MB of nothing each: 6.4 GB in less than 100 kB."""
    inner = packed({"0.txt": b"\0" * 100_000_000})
    for _ in range(2):
        inner = packed({f"{number}.zip": inner for number in range(8)})
    return inner


def word_bomb() -> bytes:
    return packed({
        "[Content_Types].xml": b"<Types/>",
        "word/document.xml": b"<w:document>" + b" " * 300_000_000 + b"</w:document>",
    })  # fmt: skip


def many_pages(count: int) -> bytes:
    """Pages that share one content: 10,000 of them are a file of one megabyte."""
    kids = " ".join(f"{number} 0 R" for number in range(3, count + 3))
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids [{kids}] /Count {count} >>"]
    objects += ["<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"] * count
    return _pdf(objects)


def looping_object_stream() -> bytes:
    """The catalog lies in an object stream that extends itself, whose length is given by an object inside it."""
    inside = b"1 0 4 40 << /Type /Catalog /Pages 2 0 R >>          100"
    stream = b"<< /Type /ObjStm /N 2 /First 9 /Extends 3 0 R /Length 4 0 R >>\nstream\n" + inside + b"\nendstream"
    pages = b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 /Parent 2 0 R >>"
    body = b"%PDF-1.7\n2 0 obj\n" + pages + b"\nendobj\n3 0 obj\n" + stream + b"\nendobj\n"
    rows = [(0, 0, 0), (2, 3, 0), (1, 9, 0), (1, body.index(b"3 0 obj"), 0), (2, 3, 1), (1, len(body), 0)]
    table = b"".join(bytes([kind]) + place.to_bytes(3, "big") + bytes([last]) for kind, place, last in rows)
    head = f"<< /Type /XRef /Size 6 /W [1 3 1] /Root 1 0 R /Prev {len(body)} /Length {len(table)} >>".encode()
    xref = b"5 0 obj\n" + head + b"\nstream\n" + table + b"\nendstream\nendobj\n"
    return body + xref + f"startxref\n{len(body)}\n%%EOF".encode()


def external_entities() -> bytes:
    """A Word file that asks the reader for a file of the machine and for an address, and nests entities."""
    head = (
        '<?xml version="1.0"?><!DOCTYPE w:document [<!ENTITY a SYSTEM "file:///etc/passwd">'
        '<!ENTITY b SYSTEM "http://127.0.0.1:9/x"><!ENTITY c "&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;">'
        '<!ENTITY d "&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;"><!ENTITY e "cười cười cười cười cười cười cười cười">]>'
    )
    with zipfile.ZipFile(io.BytesIO(make_docx(paragraph("Điều 1. &a;&b;&c; hết")))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    text = parts["word/document.xml"].decode()
    parts["word/document.xml"] = (head + text[text.index("<w:document") :]).encode()
    return packed(parts)


def many_rows(count: int) -> bytes:
    """A table that does not pack well, so that it is no bomb."""
    chance = random.Random(1)
    cell = "<w:tc><w:p><w:r><w:t>{:x}</w:t></w:r></w:p></w:tc>"
    rows = "".join(f"<w:tr>{cell.format(chance.getrandbits(40))}</w:tr>" for _ in range(count))
    return make_docx(f"<w:tbl>{rows}</w:tbl>")


def _pdf(objects: list[str]) -> bytes:
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode()
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    return bytes(out + f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF".encode())


def cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


def good_pdf() -> bytes:
    from tests.reading.makers import Sheet

    return make_pdf([Sheet().text(72, 700, "Điều 1. Phạm vi điều chỉnh của Quy định này"), Sheet().picture()])
