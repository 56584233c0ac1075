"""The command line as a person and as a program meet it, over a small index of real files."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assistant.cli import main
from assistant.index import open_reader, open_writer

Run = Callable[..., tuple[int, str, str]]

PLAN = """ỦY BAN NHÂN DÂN
TỈNH MẪU
Số: 15/KH-UBND

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Mẫu, ngày 12 tháng 3 năm 2026

KẾ HOẠCH
Phổ cập kỹ năng số năm 2026

I. MỤC ĐÍCH
1. Giúp người dân sử dụng thành thạo dịch vụ công trực tuyến.
II. NHIỆM VỤ
1. Sở Khoa học và Công nghệ chủ trì tổ chức 40 lớp kỹ năng số, hoàn thành trước ngày 30/9/2026.
2. Sở Nội vụ tổng hợp kết quả bồi dưỡng công chức.
"""


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("kho")
    (folder / "kế hoạch 15.txt").write_text(PLAN, encoding="utf-8")
    (folder / "hỏng.pdf").write_bytes(b"%PDF-1.7\nkhong phai pdf")
    target = folder / "chỉ mục"
    assert main(["ingest", str(folder / "kế hoạch 15.txt"), str(folder / "hỏng.pdf"), "--index", str(target)]) == 20
    return target


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*words: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main(list(words))
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return call


def as_json(run: Run, *words: str) -> Any:
    code, out, err = run(*words, "--json")
    assert code == 0, err
    return json.loads(out)


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("ky nang so cho nguoi dan", "kỹ năng số cho người dân"),
        ("lowps kyx nawng soos", "lớp kỹ năng số"),
    ],
)
@pytest.mark.parametrize("command", ["ask", "search"])
def test_what_was_understood_can_be_undone(run: Run, index: Path, command: str, question: str, meant: str) -> None:
    _, out, _ = run(command, question, "--index", str(index))
    assert out.startswith(f"Đang hiểu là: {meant}\n(Nếu không phải vậy, hãy thêm --as-typed để tìm đúng như đã gõ.)\n")
    code, out, _ = run(command, question, "--index", str(index), "--as-typed")
    assert code == 0
    assert "Đang hiểu là" not in out


def test_ask_answers_with_a_checked_quotation(run: Run, index: Path) -> None:
    answer = as_json(run, "ask", "Ai chủ trì tổ chức lớp kỹ năng số?", "--index", str(index))
    assert set(answer) == {
        "status", "text", "answer", "confidence", "understood_as", "choices", "nearest", "remarks", "notes",
        "citations",
        "timings",
    }  # fmt: skip
    assert answer["status"] == "answered"
    first = answer["citations"][0]
    assert set(first) == {
        "document_id", "version", "number", "title", "official", "path", "page", "context", "quote", "start", "end",
        "ocr", "confidence",
    }  # fmt: skip
    assert "Sở Khoa học và Công nghệ chủ trì tổ chức 40 lớp kỹ năng số" in first["quote"]
    assert first["number"] == "15/KH-UBND"
    assert first["page"] is None
    with open_reader(index) as reader, reader.pin() as snapshot:
        text = snapshot.document(first["document_id"]).text
    assert text[first["start"] : first["end"]] == first["quote"]


def test_ask_without_accents_finds_the_same(run: Run, index: Path) -> None:
    answer = as_json(run, "ask", "ai chu tri to chuc lop ky nang so", "--index", str(index))
    assert any("40 lớp kỹ năng số" in c["quote"] for c in answer["citations"])


def test_ask_says_when_nothing_supports_an_answer(run: Run, index: Path) -> None:
    answer = as_json(run, "ask", "Lãi suất vay mua nhà ở xã hội là bao nhiêu?", "--index", str(index))
    assert answer["status"] == "not_found"
    assert answer["text"].startswith("Không tìm thấy căn cứ trong kho văn bản")
    assert answer["citations"] == []
    assert [n["document_id"] for n in answer["nearest"]] in ([], [1])


def test_search_gives_passages_with_their_place(run: Run, index: Path) -> None:
    hits = as_json(run, "search", "bồi dưỡng công chức", "--index", str(index))
    assert {"document_id", "number", "path", "page", "text", "score"} <= set(hits[0])
    assert hits[0]["number"] == "15/KH-UBND"
    assert any("Sở Nội vụ tổng hợp kết quả" in h["text"] for h in hits)
    assert [h["score"] for h in hits] == sorted((h["score"] for h in hits), reverse=True)


def test_docs_list_accounts_for_every_file(run: Run, index: Path) -> None:
    listed = as_json(run, "docs", "list", "--index", str(index))
    assert {d["file"]: d["state"] for d in listed} == {"kế hoạch 15.txt": "ready", "hỏng.pdf": "unreadable"}
    keys = {"id", "file", "state", "reason", "kind", "number", "title", "pages", "copy_of"}
    assert all(set(d) == keys for d in listed)
    assert [d["reason"] is None for d in listed] == [d["state"] == "ready" for d in listed]


def test_docs_show_tells_letterhead_outline_and_text(run: Run, index: Path) -> None:
    (listed,) = [d for d in as_json(run, "docs", "list", "--index", str(index)) if d["state"] == "ready"]
    shown = as_json(run, "docs", "show", str(listed["id"]), "--index", str(index))
    assert (shown["kind"], shown["symbol"], shown["date"], shown["place"]) == (
        "Kế hoạch", "KH-UBND", "2026-03-12", "Mẫu",
    )  # fmt: skip
    assert shown["issuer"] == "Ủy ban nhân dân tỉnh Mẫu"
    assert shown["signer"] is None
    assert [node["marker"] for node in shown["outline"]] == ["Mục I", "Mục II"]
    assert [child["marker"] for child in shown["outline"][1]["children"]] == ["1", "2"]
    code, out, _ = run("docs", "show", str(listed["id"]), "--text", "--index", str(index))
    assert code == 0
    assert "Sở Nội vụ tổng hợp kết quả bồi dưỡng công chức." in out


def test_removed_documents_never_answer_again(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PLAN, encoding="utf-8")
    target = str(tmp_path / "kho")
    assert run("ingest", str(tmp_path / "a.txt"), "--index", target)[0] == 0
    assert run("docs", "remove", "1", "--index", target)[0] == 0
    assert as_json(run, "search", "kỹ năng số", "--index", target) == []
    assert [d["state"] for d in as_json(run, "docs", "list", "--index", target)] == ["removed"]


def test_index_info_and_verify(run: Run, index: Path) -> None:
    assert as_json(run, "index", "info", "--index", str(index))["documents"] == 1
    assert as_json(run, "index", "verify", "--index", str(index))["ok"] is True


def test_index_repair_rebuilds_what_search_needs(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PLAN, encoding="utf-8")
    target = tmp_path / "kho"
    run("ingest", str(tmp_path / "a.txt"), "--index", str(target))
    before = as_json(run, "search", "kỹ năng số", "--index", str(target))
    made_with = as_json(run, "index", "info", "--index", str(target))["segmenter"]
    report = as_json(run, "index", "repair", "--index", str(target))
    assert report["ok"] is True
    assert as_json(run, "index", "info", "--index", str(target))["segmenter"] == made_with != ""
    assert as_json(run, "search", "kỹ năng số", "--index", str(target)) == before


BAD = [
    (("ask", ""), 3, "cau_hoi_khong_hop_le"),
    (("ask", "?!… --"), 3, "cau_hoi_khong_hop_le"),
    (("ask", "thời hạn " * 2500), 3, "cau_hoi_khong_hop_le"),
    (("search", "   "), 3, "cau_hoi_khong_hop_le"),
    (("docs", "show", "999"), 11, "khong_co_van_ban"),
    (("docs", "remove", "999"), 11, "khong_co_van_ban"),
]


@pytest.mark.parametrize(("words", "exit_code", "code"), BAD, ids=[b[0][0] + str(i) for i, b in enumerate(BAD)])
def test_bad_input_is_one_sentence_with_what_to_do(
    run: Run, index: Path, words: tuple[str, ...], exit_code: int, code: str
) -> None:
    got, out, _ = run(*words, "--json", "--index", str(index))
    error = json.loads(out)["error"]
    assert (got, error["code"]) == (exit_code, code)
    assert error["message"]
    assert error["action"].startswith("Hãy")


def test_a_missing_index_names_the_command(run: Run, tmp_path: Path) -> None:
    code, out, err = run("ask", "thời hạn nào?", "--index", str(tmp_path / "không có"))
    assert (code, out) == (4, "")
    assert "tracuu ingest" in err


def test_an_index_of_another_encoder_is_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PLAN, encoding="utf-8")
    target = str(tmp_path / "kho")
    assert run("ingest", str(tmp_path / "a.txt"), "--index", target, "--encoder", "none")[0] == 0
    code, _, err = run("ingest", str(tmp_path / "a.txt"), "--index", target, "--encoder", "bundled")
    assert code == 5
    assert "tracuu index repair" in err


def test_the_second_writer_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PLAN, encoding="utf-8")
    target = tmp_path / "kho"
    run("ingest", str(tmp_path / "a.txt"), "--index", str(target))
    with open_reader(target) as reader:
        encoder = reader.encoder
    with open_writer(target, encoder=encoder):
        code, _, err = run("docs", "remove", "1", "--index", str(target))
    assert code == 6
    assert err.count("\n") == 2


def test_a_wrong_command_line_is_explained_in_vietnamese(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["ask"])
    assert stopped.value.code == 2
    err = capsys.readouterr().err
    assert err == "Câu lệnh chưa đúng: còn thiếu: CÂU_HỎI.\nGõ “tracuu ask --help” để xem hướng dẫn.\n"


@pytest.mark.parametrize("words", [[], ["ask"], ["ingest"], ["search"], ["docs"], ["docs", "show"], ["index"]])
def test_every_help_page_has_no_english(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main([*words, "--help"])
    out = capsys.readouterr().out
    assert "Cách dùng:" in out
    assert not re.search(r"\b(usage|options|positional|arguments|show this help)\b", out)
