"""`tracuu docs edit` as a person and as a program meet it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.cli import main
from tests.cli.test_commands import PLAN, Run, run
from tests.reading.pdf.signing import signed_pdf

__all__ = ["run"]


@pytest.fixture
def index(tmp_path: Path) -> str:
    (tmp_path / "a.txt").write_text(PLAN, encoding="utf-8")
    (tmp_path / "ky.pdf").write_bytes(signed_pdf(words="Ke hoach thu nghiem nay duoc ky bang chung thu tu lam"))
    target = tmp_path / "chỉ mục"
    assert main(["ingest", str(tmp_path / "a.txt"), str(tmp_path / "ky.pdf"), "--index", str(target)]) == 0
    return str(target)


def test_a_field_is_corrected_shown_as_such_and_taken_back(run: Run, index: str) -> None:
    code, out, _ = run("docs", "edit", "1", "--number", "45/kh-ubnd", "--signer", "Trần Văn Mẫu", "--index", index)
    assert code == 0
    assert "Số, ký hiệu: 45/KH-UBND (đã được người dùng sửa)" in out
    assert "Người ký: Trần Văn Mẫu (đã được người dùng sửa)" in out
    shown = json.loads(run("docs", "show", "1", "--json", "--index", index)[1])
    assert shown["edited"] == ["number", "signer"]
    assert shown["letterhead"]["number"] == {
        "value": "45/KH-UBND",
        "span": None,
        "page": None,
        "confidence": 1.0,
        "edited": True,
    }
    start, end = shown["letterhead"]["date"]["span"]
    text = json.loads(run("docs", "show", "1", "--json", "--text", "--index", index)[1])["text"]
    assert text[start:end] == "ngày 12 tháng 3 năm 2026"
    code, out, _ = run("docs", "edit", "1", "--reset", "number", "--index", index)
    assert code == 0
    assert "Số, ký hiệu: 15/KH-UBND\n" in out
    assert json.loads(run("docs", "show", "1", "--json", "--index", index)[1])["edited"] == ["signer"]


def test_a_field_said_to_be_blank_is_listed_as_blank(run: Run, index: str) -> None:
    _, out, _ = run("docs", "edit", "1", "--place", "", "--index", index)
    assert "Nơi ban hành: để trống (đã được người dùng sửa)" in out


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("1", "--date", "31/02/2026"), 15, "Ngày “31/02/2026” không có trong lịch."),
        (("1",), 15, "Chưa cho biết cần sửa thông tin nào."),
        (("9", "--title", "Tên khác"), 11, "9"),
    ],
)
def test_what_cannot_be_is_one_sentence(run: Run, index: str, words: tuple[str, ...], code: int, told: str) -> None:
    result, out, err = run("docs", "edit", *words, "--index", index)
    assert (result, out) == (code, "")
    assert told in err
    assert "Traceback" not in err


@pytest.mark.parametrize("words", [("--colour", "đỏ"), ("--reset", "colour")])
def test_a_field_that_does_not_exist_is_a_wrong_command_line(run: Run, index: str, words: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as left:
        run("docs", "edit", "1", *words, "--index", index)
    assert left.value.code == 2


def test_a_digital_signature_is_shown_and_never_called_valid(run: Run, index: str) -> None:
    _, out, _ = run("docs", "show", "2", "--index", index)
    told = " ".join(out.split())
    assert "Chữ ký số: Trần Văn Mẫu (Ủy ban nhân dân tỉnh Mẫu), ký lúc 09:30 ngày 05/03/2026" in told
    assert "toàn vẹn, chưa kiểm tra chứng thư" in told
    assert "hợp lệ" not in told
    [signature] = json.loads(run("docs", "show", "2", "--json", "--index", index)[1])["signatures"]
    assert (signature["signer"], signature["intact"], signature["covers_whole_file"]) == ("Trần Văn Mẫu", True, True)
    assert signature["signed_at"] == "2026-03-05T09:30:00+07:00"
