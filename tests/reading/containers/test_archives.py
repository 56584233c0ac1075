"""Files that hold files: what comes out, under which names, and what stays inside with its reason."""

from __future__ import annotations

import io
import struct
import unicodedata
import zipfile
import zlib
from pathlib import Path

import pytest

from assistant.errors import FileUnreadable
from assistant.reading.containers.archives import MAX_DEPTH, Member, Room, is_archive, unpack_archive
from assistant.reading.containers.names import archive_name, clean_names, decode_name
from tests.reading.makers import make_docx, paragraph

NAME = "Kế hoạch chuyển đổi số.docx"


def make_zip(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def unpack(tmp_path: Path, members: dict[str, bytes], room: Room | None = None) -> list[Member]:
    folder = tmp_path / "ra"
    folder.mkdir()
    return list(unpack_archive(make_zip(tmp_path / "a.zip", members), folder, room or Room(100, 10_000_000)))


def test_members_come_out_with_their_bytes_under_names_of_ours(tmp_path: Path) -> None:
    one, two = unpack(tmp_path, {"Thư mục/Kế hoạch.txt": b"abc", "b.DOCX": b"xyz!"})
    assert (one.name, one.size, one.problem) == ("Thư mục/Kế hoạch.txt", 3, None)
    assert one.path is not None
    assert Path(one.path).read_bytes() == b"abc"
    assert one.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert sorted(p.name for p in (tmp_path / "ra").iterdir()) == ["0.txt", "1.docx"]
    assert two.size == 4


def test_names_that_lead_outside_stay_inside(tmp_path: Path) -> None:
    names = [
        "../../etc/passwd",
        "/root/a.txt",
        "C:\\Windows\\a.txt",
        "..\\b.txt",
        "x/./y/../z.txt",
        "..",
        "a\u202et.exe",
    ]
    members = unpack(tmp_path, dict.fromkeys(names, b"x"))
    assert [m.name for m in members] == [
        "etc/passwd", "root/a.txt", "Windows/a.txt", "b.txt", "x/y/z.txt", "tệp 6", "at.exe",
    ]  # fmt: skip
    inside = {p.resolve().parent for p in (tmp_path / "ra").iterdir()}
    assert inside == {(tmp_path / "ra").resolve()}
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.zip", "ra"]


def test_names_are_told_apart_and_never_hold_the_sign_of_containers() -> None:
    assert clean_names(["a.txt", "A.TXT", "a.txt", "b!/c", "d"]) == ["a.txt", "A (2).TXT", "a (3).txt", "b_/c", "d"]


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        (NAME.encode(), NAME),
        (unicodedata.normalize("NFD", NAME).encode(), NAME),
        (b"K\xea\xec hoa\xf2ch chuy\xea\xd2n \xf0\xf4\xd2i s\xf4\xec.docx", NAME),
        (b"K\xd5 ho\xb9ch chuy\xd3n \xae\xe6i s\xe8.docx", NAME),
        ("résumé.txt".encode("cp437"), "résumé.txt"),
        (b"plan.txt", "plan.txt"),
    ],
    ids=["utf-8", "utf-8 nfd", "windows-1258", "tcvn3", "cp437", "ascii"],
)
def test_names_in_old_encodings(raw: bytes, name: str) -> None:
    assert decode_name(raw) == name


def test_the_unicode_field_of_a_name_is_believed_when_it_is_about_it() -> None:
    raw = "K_ ho_ch.txt"
    entry = zipfile.ZipInfo(raw)
    field = b"\x01" + struct.pack("<L", zlib.crc32(raw.encode())) + "Kế hoạch.txt".encode()
    entry.extra = struct.pack("<HH", 0x7075, len(field)) + field
    assert archive_name(entry) == "Kế hoạch.txt"
    entry.extra = struct.pack("<HH", 0x7075, len(field)) + b"\x01" + b"\0\0\0\0" + field[5:]
    assert archive_name(entry) == raw


def test_a_bomb_is_named_and_leaves_nothing_on_the_disk(tmp_path: Path) -> None:
    bomb, good = unpack(tmp_path, {"bom.txt": b"0" * 20_000_000, "a.txt": b"abc"}, Room(10, 100_000_000))
    assert bomb.path is None
    assert bomb.problem is not None
    assert "zip bomb" in bomb.problem
    assert good.problem is None
    assert [p.name for p in (tmp_path / "ra").iterdir()] == ["0.txt"]


def test_what_comes_out_in_all_is_limited(tmp_path: Path) -> None:
    room = Room(10, 1_000)
    first, second, third = unpack(tmp_path, {"1": b"x" * 600, "2": b"y" * 600, "3": b"z" * 400}, room)
    assert (first.problem, third.problem) == (None, None)
    assert second.problem == (
        "Các tệp bên trong bung ra quá lớn (tối đa 1024 MB cho cả tệp). Hãy tách thành nhiều tệp nhỏ hơn."
    )
    assert room == Room(7, 0)


def test_too_many_files(tmp_path: Path) -> None:
    with pytest.raises(FileUnreadable, match="Tệp nén có 4 tệp"):
        unpack(tmp_path, {str(n): b"" for n in range(4)}, Room(3, 1_000))


def encrypted(members: dict[str, bytes], which: set[str]) -> bytes:
    """As a program with a password would write: bit 0 of the flags, in both headers."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    data = bytearray(out.getvalue())
    for name in which:
        for sign, flags, start in ((b"PK\x03\x04", 6, 30), (b"PK\x01\x02", 8, 46)):
            at = data.find(sign)
            while at >= 0:
                if data[at + start : at + start + len(name)] == name.encode():
                    data[at + flags] |= 1
                at = data.find(sign, at + 1)
    return bytes(data)


def test_an_encrypted_archive_and_an_encrypted_file_are_named_so(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(encrypted({"a.txt": b"a", "b.txt": b"b"}, {"a.txt", "b.txt"}))
    with pytest.raises(FileUnreadable, match="Tệp nén có mật khẩu"):
        unpack_archive(path, tmp_path, Room(9, 999))
    path.write_bytes(encrypted({"a.txt": b"a", "b.txt": b"b"}, {"a.txt"}))
    (tmp_path / "ra").mkdir()
    locked, free = unpack_archive(path, tmp_path / "ra", Room(9, 999))
    assert locked.problem == "Tệp trong tệp nén có mật khẩu. Hãy giải nén bằng mật khẩu rồi nạp tệp đã giải nén."
    assert free.problem is None


def test_a_damaged_file_in_an_archive_and_a_cut_archive(tmp_path: Path) -> None:
    path = make_zip(tmp_path / "a.zip", {"a.txt": b"abc" * 1000, "b.txt": b"xyz" * 1000})
    data = bytearray(path.read_bytes())
    at = data.find(b"a.txt") + 5
    data[at : at + 6] = b"\xff" * 6
    path.write_bytes(bytes(data))
    (tmp_path / "ra").mkdir()
    damaged, good = unpack_archive(path, tmp_path / "ra", Room(9, 99_999))
    assert damaged.problem == "Tệp trong tệp nén bị hỏng hoặc bị cắt cụt. Hãy nén lại từ tệp gốc rồi nạp lại."
    assert good.problem is None
    path.write_bytes(bytes(data[: len(data) // 2]))
    with pytest.raises(FileUnreadable, match="Tệp nén bị hỏng hoặc bị cắt cụt"):
        unpack_archive(path, tmp_path / "ra", Room(9, 99_999))


def test_an_empty_archive_and_a_link(tmp_path: Path) -> None:
    with pytest.raises(FileUnreadable, match="không có tệp nào ở trong"):
        unpack(tmp_path, {})
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        archive.writestr(link, "/etc/passwd")
    (member,) = unpack_archive(tmp_path / "b.zip", tmp_path / "ra", Room(9, 999))
    assert (member.path, member.problem) == (None, "Đây là liên kết, không phải tệp. Hãy nén lại với chính tệp đó.")


def test_word_files_are_no_archives(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(make_docx(paragraph("Điều 1. Phạm vi")))
    make_zip(tmp_path / "b.docx", {"a.txt": b"x"})
    assert [is_archive(tmp_path / name) for name in ("a.docx", "b.docx", "không có")] == [False, True, False]
    assert MAX_DEPTH == 3
