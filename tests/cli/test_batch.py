"""`tracuu ask --batch`: a file of questions in, an answer a line out; bad lines are told, a kill costs nothing."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from assistant.cli import main
from tests.cli.test_commands import PLAN

QUESTIONS = (
    '{"id": "a", "question": "ai chu tri to chuc lop ky nang so"}',
    "{không phải JSON",
    '{"id": 2, "question": "còn Sở Nội vụ?", "after": "Nhiệm vụ của Sở Khoa học và Công nghệ là gì?"}',
    "",
    '["danh sách"]',
    '{"question": "???"}',
    '"Kế hoạch 15/KH-UBND nói về gì?"',
)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("kho")
    (folder / "ke-hoach.txt").write_text(PLAN, encoding="utf-8")
    assert main(["ingest", str(folder / "ke-hoach.txt"), "--index", str(folder / "chi-muc")]) == 0
    return folder / "chi-muc"


def batch(index: Path, questions: Path, out: Path) -> int:
    return main(["ask", "--batch", str(questions), "--out", str(out), "--index", str(index)])


def results(out: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]


def test_bad_lines_are_told_with_their_number_and_the_others_answered(
    index: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "q.jsonl").write_text("\n".join(QUESTIONS), encoding="utf-8")
    assert batch(index, tmp_path / "q.jsonl", tmp_path / "r.jsonl") == 20
    told = capsys.readouterr().err
    assert [row["line"] for row in results(tmp_path / "r.jsonl")] == [1, 2, 3, 5, 6, 7]
    assert "Dòng 2: không phải một dòng JSON đúng cú pháp." in told
    assert "Dòng 5: không có câu hỏi" in told
    assert "Dòng 6: Câu hỏi không có chữ hay số" in told
    assert "Đã trả lời 3 câu hỏi, 3 dòng không hỏi được." in told
    first, _, third, *_ = results(tmp_path / "r.jsonl")
    assert (first["id"], first["status"]) == ("a", "answered")
    assert "Sở Khoa học và Công nghệ chủ trì tổ chức 40 lớp kỹ năng số" in first["text"]
    assert (third["id"], third["understood_as"]) == ("2", "Nhiệm vụ của Sở Nội vụ là gì")


@pytest.mark.parametrize("cut", [1, 40, 400])
def test_what_was_cut_is_asked_again_and_nothing_else(index: Path, tmp_path: Path, cut: int) -> None:
    (tmp_path / "q.jsonl").write_text("\n".join(QUESTIONS), encoding="utf-8")
    out = tmp_path / "r.jsonl"
    batch(index, tmp_path / "q.jsonl", out)
    whole, before = results(out), out.read_bytes()
    out.write_bytes(before[:-cut])
    batch(index, tmp_path / "q.jsonl", out)
    again = results(out)
    assert [row["key"] for row in again] == [row["key"] for row in whole]
    assert [row.get("text") for row in again] == [row.get("text") for row in whole]
    assert out.read_bytes().startswith(before[: before[:-cut].rfind(b"\n") + 1]), "what was there was not written anew"
    batch(index, tmp_path / "q.jsonl", out)
    assert results(out) == again, "nothing is left to ask"


def test_a_killed_run_is_gone_on_with(index: Path, tmp_path: Path) -> None:
    asked = [f'{{"question": "ai chủ trì lớp kỹ năng số thứ {n}"}}' for n in range(60)]
    (tmp_path / "q.jsonl").write_text("\n".join(asked), encoding="utf-8")
    out = tmp_path / "r.jsonl"
    words = ["ask", "--batch", str(tmp_path / "q.jsonl"), "--out", str(out), "--index", str(index)]
    process = subprocess.Popen([sys.executable, "-m", "assistant.cli", *words], stderr=subprocess.DEVNULL)
    waited = time.monotonic()
    while not (out.exists() and out.read_bytes().count(b"\n") >= 3) and time.monotonic() - waited < 120:
        time.sleep(0.01)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    kept = out.read_bytes()
    assert batch(index, tmp_path / "q.jsonl", out) == 0
    assert [row["line"] for row in results(out)] == list(range(1, 61))
    assert out.read_bytes().startswith(kept[: kept.rfind(b"\n") + 1])


@pytest.mark.parametrize(
    ("text", "questions"),
    [
        ("câu hỏi\nai chủ trì?\n", ["ai chủ trì?"]),
        ("id;question;after\nb7;còn Sở Nội vụ?;Nhiệm vụ của Sở Y tế là gì?\n", ["còn Sở Nội vụ?"]),
        ('"ai chủ trì, khi nào xong?"\nkinh phí bao nhiêu\n', ["ai chủ trì, khi nào xong?", "kinh phí bao nhiêu"]),
        ('\ufeffid,question\n1,"hai\ndòng"\n\n2,ba\n', ["hai\ndòng", "ba"]),
    ],
)
def test_csv_of_any_office_program(index: Path, tmp_path: Path, text: str, questions: list[str]) -> None:
    (tmp_path / "q.csv").write_text(text, encoding="utf-8")
    assert batch(index, tmp_path / "q.csv", tmp_path / "r.jsonl") == 0
    assert [row["question"] for row in results(tmp_path / "r.jsonl")] == questions


def test_a_line_of_another_encoding_is_told(index: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "q.csv").write_bytes("question\nai ch\xfb tr\xec\nkinh phi\n".encode("latin-1"))
    assert batch(index, tmp_path / "q.csv", tmp_path / "r.jsonl") == 20
    assert "Dòng 2: không phải mã UTF-8" in capsys.readouterr().err


def test_a_file_that_holds_something_else_is_left_alone(
    index: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "q.jsonl").write_text(QUESTIONS[0], encoding="utf-8")
    (tmp_path / "r.jsonl").write_text('{"của": "người khác"}\n', encoding="utf-8")
    assert batch(index, tmp_path / "q.jsonl", tmp_path / "r.jsonl") == 8
    assert "không phải tệp kết quả" in capsys.readouterr().err
    assert (tmp_path / "r.jsonl").read_text(encoding="utf-8") == '{"của": "người khác"}\n'


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["ask"], "còn thiếu: CÂU_HỎI"),
        (["ask", "--batch", "q.csv"], "--batch cần --out"),
        (["ask", "--out", "r.jsonl", "ai"], "--out chỉ dùng cùng --batch"),
        (["ask", "--batch", "q.csv", "--out", "r.jsonl", "ai"], "không dùng cùng câu hỏi"),
    ],
)
def test_one_question_or_a_file_of_them(words: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(words)
    assert stopped.value.code == 2
    assert said in capsys.readouterr().err
