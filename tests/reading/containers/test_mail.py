"""Mails: what the message says, with its head on top, and what is attached to it."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

import pytest

from assistant.errors import FileRefused, FileUnreadable
from assistant.reading import check_secrecy, read_file, sniff
from assistant.reading.containers.archives import Room
from assistant.reading.containers.mail import mail_subject, read_mail, unpack_mail
from assistant.types import FileText, Line, TableBlock

ROOM = (100, 1_000_000)


def mail(text: str = "Kính gửi anh,\nEm gửi kế hoạch.\n") -> EmailMessage:
    message = EmailMessage()
    message["Subject"] = "Về việc triển khai Kế hoạch chuyển đổi số năm 2026 của Ủy ban nhân dân tỉnh Mẫu"
    message["From"] = "Nguyễn Văn Ánh <anh@tinhmau.gov.vn>"
    message["To"] = "Sở Khoa học và Công nghệ <skhcn@tinhmau.gov.vn>"
    message["Date"] = "Mon, 02 Mar 2026 08:00:00 +0700"
    message.set_content(text)
    return message


def lines(file: FileText) -> list[str]:
    assert len(file.pages) == 1
    return [block.text for block in file.pages[0].blocks if isinstance(block, Line)]


def unpacked(data: bytes, tmp_path: Path) -> dict[str, bytes]:
    (tmp_path / "thư").write_bytes(data)
    (tmp_path / "ra").mkdir()
    members = unpack_mail(tmp_path / "thư", tmp_path / "ra", Room(*ROOM))
    return {m.name: Path(m.path or "").read_bytes() for m in members}


def test_the_head_comes_first_and_then_the_message(tmp_path: Path) -> None:
    path = tmp_path / "a.eml"
    path.write_bytes(mail().as_bytes())
    assert sniff(path) == "mail"
    file = read_file(path)
    assert file.format == "mail"
    assert lines(file) == [
        "Subject: Về việc triển khai Kế hoạch chuyển đổi số năm 2026 của Ủy ban nhân dân tỉnh Mẫu",
        "From: Nguyễn Văn Ánh <anh@tinhmau.gov.vn>",
        "To: Sở Khoa học và Công nghệ <skhcn@tinhmau.gov.vn>",
        "Date: Mon, 02 Mar 2026 08:00:00 +0700",
        "Kính gửi anh,",
        "Em gửi kế hoạch.",
    ]
    assert mail_subject(file) == "Về việc triển khai Kế hoạch chuyển đổi số năm 2026 của Ủy ban nhân dân tỉnh Mẫu"


def test_of_alternatives_one_is_read_and_none_is_an_attachment(tmp_path: Path) -> None:
    message = mail("Bản chữ thường\n")
    message.add_alternative("<html><body><p>Bản <b>HTML</b></p></body></html>", subtype="html")
    assert lines(read_mail(message.as_bytes()))[-1] == "Bản chữ thường"
    assert unpacked(message.as_bytes(), tmp_path) == {}


def test_a_message_in_html_keeps_its_tables() -> None:
    message = mail("  \n")
    rows = "<tr><td>Việc</td><td>Hạn</td></tr><tr><td>Báo cáo</td><td>15/4</td></tr>"
    html = f"<html><body><p>Phân công</p><table border=1>{rows}</table></body></html>"
    message.add_alternative(html, subtype="html")
    blocks = read_mail(message.as_bytes()).pages[0].blocks
    assert isinstance(blocks[-1], TableBlock)
    assert blocks[-1].rows == (("Việc", "Hạn"), ("Báo cáo", "15/4"))


def test_attachments_come_out_with_their_names_and_bytes(tmp_path: Path) -> None:
    message = mail()
    message.add_attachment(b"%PDF-1.4 x", maintype="application", subtype="pdf", filename="Kế hoạch số 12.pdf")
    message.add_attachment("ghi chú", filename="../ghi chú.txt")
    message.add_attachment(mail("Thư gốc\n"))
    found = unpacked(message.as_bytes(), tmp_path)
    inner = "Về việc triển khai Kế hoạch chuyển đổi số năm 2026 của Ủy ban nhân dân tỉnh Mẫu"[:80] + ".eml"
    assert list(found) == ["Kế hoạch số 12.pdf", "ghi chú.txt", inner]
    assert found["Kế hoạch số 12.pdf"] == b"%PDF-1.4 x"
    assert found["ghi chú.txt"].decode().strip() == "ghi chú"
    assert lines(read_mail(found[inner]))[-1] == "Thư gốc"
    assert lines(read_mail(message.as_bytes()))[-1] == "Em gửi kế hoạch.", "a forwarded mail is a file of its own"


@pytest.mark.parametrize(
    ("raw", "subject"),
    [
        (b"Subject: =?utf-8?B?S+G6vyBob+G6oWNo?=\r\nFrom: a@b.vn\r\n\r\nx", "Kế hoạch"),
        ("Subject: Kế hoạch\r\nFrom: a@b.vn\r\n\r\nx".encode(), "Kế hoạch"),
        (b"Subject: K\xea\xec hoa\xf2ch chuy\xea\xd2n \xf0\xf4\xd2i\nFrom: a@b.vn\n\nx", "Kế hoạch chuyển đổi"),
        (b"Subject: =?x-unknown?B?S+G6vw==?=\nFrom: a@b.vn\n\nx", "Kế"),
        (b"Subject: =?utf-8?B?S?=\nFrom: a@b.vn\n\nx", "=?utf-8?B?S?="),
        (b"Subject: a\n b\n\tc\nFrom: a@b.vn\n\nx", "a b c"),
    ],
    ids=["encoded", "bare utf-8", "windows-1258", "unknown charset", "broken base64", "folded"],
)
def test_subjects_as_programs_write_them(raw: bytes, subject: str) -> None:
    assert mail_subject(read_mail(raw)) == subject


def test_bodies_in_old_charsets_and_wrong_ones() -> None:
    head = b"From: a@b.vn\nSubject: x\nContent-Type: text/plain; charset="
    said = "Kế hoạch chuyển đổi số của tỉnh"
    raw = b"K\xea\xec hoa\xf2ch chuy\xea\xd2n \xf0\xf4\xd2i s\xf4\xec cu\xd2a ti\xd2nh"
    assert lines(read_mail(head + b"windows-1258\nContent-Transfer-Encoding: 8bit\n\n" + raw))[-1] == said
    assert lines(read_mail(head + b"utf-8\nContent-Transfer-Encoding: 8bit\n\n" + raw))[-1] == said
    assert lines(read_mail(head + b"khong-co\n\n" + said.encode()))[-1] == said


def test_a_mail_that_bears_a_secrecy_mark_is_refused() -> None:
    with pytest.raises(FileRefused):
        check_secrecy(read_mail(mail("MẬT\nKính gửi anh,\n").as_bytes()))


def test_text_that_only_looks_like_a_mail_is_none(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Date: hôm nay trời đẹp\nvà gió.\n", encoding="utf-8")
    assert sniff(path) == "text"


def test_an_empty_mail() -> None:
    with pytest.raises(FileUnreadable, match="Thư không có nội dung"):
        read_mail(b"X-Mailer: a\n\n")
