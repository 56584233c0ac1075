"""Files that share a name, told apart by their folders; mails whose header lines must never stand above a quotation."""

# ruff: noqa: E501 – one variant a line reads as a table

from __future__ import annotations

from collections.abc import Iterator
from email.message import EmailMessage

import docx

from tests.variants.case import Variant, saved

PLACES = ("Xã An Lạc", "Xã Bình Yên", "Xã Cẩm Sơn")


def same_names() -> Iterator[Variant]:
    """In each folder a file of the same name; the citation says which."""
    for number, place in enumerate(PLACES, start=3):
        line = f"Phòng đọc của {place} mở cửa {number + 4} giờ mỗi ngày."
        right, asked = (line,), "Phòng đọc mở cửa mấy giờ mỗi ngày?"
        document = docx.Document()
        document.add_paragraph(line)
        made = {
            "docx": saved(document), "txt": f"{line}\n".encode(), "html": f"<meta charset=utf-8><p>{line}".encode(),
            "csv": f"Đơn vị;Giờ;Ghi chú\n{line};{number};a\nkhác;1;b\n".encode(),
        }  # fmt: skip
        for ending, data in made.items():
            path = f"{place}/bao cao.{ending}"
            yield Variant("names", ending, path, data, asked, right, (), (), (f"{place}/bao cao.{ending}",))
    deep = "Bếp ăn của đơn vị phục vụ {} suất mỗi ngày."
    for folder, count in (("2025/quy 1", 150), ("2026/quy 1", 170)):
        text = deep.format(count)
        yield Variant(
            "names",
            "txt",
            f"{folder}/so lieu.txt",
            text.encode(),
            "Bếp ăn phục vụ bao nhiêu suất?",
            (text,),
            (),
            (),
            (folder,),
        )


def mails() -> Iterator[Variant]:
    line = "Cuộc họp giao ban chuyển sang 14 giờ ngày 16/9/2026 tại phòng họp số 2."
    asked = "Cuộc họp giao ban chuyển sang mấy giờ?"

    def case(name: str, mail: EmailMessage | bytes) -> Variant:
        data = mail if isinstance(mail, bytes) else mail.as_bytes()
        return Variant("mails", "email", f"{name}.eml", data, asked, (line,), (), (), ())

    def message(body: str, **head: str) -> EmailMessage:
        mail = EmailMessage()
        for key, value in {
            "Subject": "Thay đổi lịch họp",
            "From": "Văn phòng <vp@mau.vn>",
            "To": "Các phòng <p@mau.vn>",
            "Date": "Tue, 15 Sep 2026 08:00:00 +0700",
            **head,
        }.items():
            mail[key] = value
        mail.set_content(body)
        return mail

    yield case("thuong", message(line))
    yield case("khong ten", message(line, To="p@mau.vn"))
    yield case("dau hai cham", message(line, To="Các phòng:"))
    yield case("chu de hoa", message(line, Subject="THAY ĐỔI LỊCH HỌP"))
    yield case("nhieu nguoi", message(line, To=", ".join(f"phong{n}@mau.vn" for n in range(30)), Cc="lanh-dao@mau.vn"))
    yield case("loi chao", message(f"Kính gửi các anh chị,\n\n{line}\n\nTrân trọng."))
    yield case(
        "tra loi", message(f"{line}\n\nOn 14/9/2026 A wrote:\n> From: Văn phòng\n> To: Các phòng\n> Họp lúc 8 giờ.")
    )
    yield case(
        "chuyen tiep",
        message(f"---------- Forwarded message ----------\nFrom: Văn phòng\nTo: Các phòng\nSubject: Lịch\n\n{line}"),
    )
    page = message("bo")
    page.set_content(f"<p>{line}</p>", subtype="html")
    yield case("html", page)
    both = message(line)
    both.add_alternative(f"<html><body><p>{line}</p></body></html>", subtype="html")
    yield case("hai dang", both)
    raw = f"Subject: =?utf-8?B?TOG7i2No?=\nTo: =?utf-8?B?Q8OhYyBwaMOybmc=?=:;\nFrom: a@b.vn\nContent-Type: text/plain; charset=utf-8\n\n{line}\n"
    yield case("nhom nguoi nhan", raw.encode())
    long = message(f"Chương trình gồm:\n1. {line}\n2. Báo cáo tháng.")
    yield case("danh muc", long)


def variants() -> Iterator[Variant]:
    yield from same_names()
    yield from mails()
