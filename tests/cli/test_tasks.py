"""`tracuu tasks` as a person and as Excel meet it, over plans of our own."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from assistant.answering.tasks.export import COLUMNS, tasks_csv, tasks_xlsx
from assistant.cli import main
from assistant.types import DocumentRecord, Letterhead, Span, StoredTask, Task

Run = Callable[..., tuple[int, str, str]]
CORPUS = Path(__file__).resolve().parents[2] / "corpus" / "tinh-mau"
SCIENCE = "Sở Khoa học và Công nghệ"

OLD_PLAN = """ỦY BAN NHÂN DÂN
TỈNH MẪU
Số: 7/KH-UBND

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Mẫu, ngày 12 tháng 01 năm 2025

KẾ HOẠCH
Phát triển hạ tầng số năm 2025

I. NHIỆM VỤ
1. Sở Thông tin và Truyền thông chủ trì phủ sóng 20 thôn, hoàn thành trước ngày 30/11/2025.
2. Các sở, ban, ngành có trách nhiệm số hóa hồ sơ trong Quý IV/2025.
3. Sở TT&TT chủ trì theo dõi, báo cáo hằng quý.
"""
PRIVATE = OLD_PLAN.replace("Số: 7", "Số: 8").replace("phủ sóng 20 thôn", "việc nội bộ").replace("2025", "2026")


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("kho")
    (folder / "kh-7.txt").write_text(OLD_PLAN, encoding="utf-8")
    (folder / "kh-8.txt").write_text(PRIVATE, encoding="utf-8")
    target = folder / "index"
    public = [str(CORPUS / "kh-12-2026-chuyen-doi-so.pdf"), str(folder / "kh-7.txt")]
    assert main(["ingest", *public, "--index", str(target)]) == 0
    assert main(["ingest", str(folder / "kh-8.txt"), "--index", str(target), "--access-group", "rieng"]) == 0
    return target


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], index: Path) -> Run:
    def call(*words: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main(["tasks", "--index", str(index), *words])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return call


def test_the_list_stands_under_days_with_its_sources(run: Run) -> None:
    code, out, _ = run("--lead", "Sở KH&CN", "--due-before", "2026-06-30", "--due-after", "2026-01-01")
    assert code == 0
    assert out.index("Đến hết ngày 30/06/2026") < out.index("Cấp chữ ký số chuyên dùng công vụ")
    assert "[mã 1: Kế hoạch 12/KH-UBND, Phụ lục, trang 4]" in out
    assert "nhiệm vụ định kỳ" in out
    assert max(map(len, out.splitlines())) <= 100


def test_a_department_is_found_under_its_old_name_and_that_is_said(run: Run) -> None:
    _, out, _ = run("--lead", SCIENCE, "--due-before", "31/12/2025")
    assert "phủ sóng 20 thôn" in out
    assert "(Sở Thông tin và Truyền thông: nay là Sở Khoa học và Công nghệ)" in out
    assert "từ ngày 01/03/2025 là “Sở Khoa học và Công nghệ” (Nghị định 45/2025/NĐ-CP)" in " ".join(out.split())
    assert "giao chung cho các sở, ban, ngành" in " ".join(out.split())


def test_hidden_documents_are_not_listed(run: Run) -> None:
    _, out, err = run("--lead", "Sở Thông tin và Truyền thông", "--json")
    tasks = json.loads(out)
    assert {task["number"] for task in tasks} == {"07/KH-UBND", "12/KH-UBND"}
    assert "việc nội bộ" not in out + err
    assert json.loads(run("--document", "3", "--json")[1]) == []


def test_json_carries_the_source_word_for_word(run: Run, index: Path) -> None:
    tasks = json.loads(run("--document", "1", "--json")[1])
    assert len(tasks) == 26
    assert main(["docs", "show", "1", "--text", "--index", str(index)]) == 0
    first = next(task for task in tasks if task["task"].startswith("Cấp chữ ký số chuyên dùng"))
    assert first["due"] == {"from": None, "to": "2026-06-30", "recurring": None}
    assert (first["lead"], first["partners"], first["page"]) == (SCIENCE, ["UBND các xã, phường"], 4)
    assert first["end"] - first["start"] == len(first["quote"])
    assert first["task"] in first["quote"]


def test_recurring_tasks_alone(run: Run) -> None:
    tasks = json.loads(run("--recurring", "--document", "2", "--json")[1])
    assert [(t["lead"], t["due"]["recurring"]) for t in tasks] == [("Sở TT&TT", "hằng quý")]


def test_files_for_excel(run: Run, tmp_path: Path) -> None:
    made, book = tmp_path / "nhiệm vụ.csv", tmp_path / "nhiệm vụ.xlsx"
    code, out, err = run("--lead", SCIENCE, "--csv", str(made), "--xlsx", str(book))
    assert (code, out) == (0, "")
    assert f"vào {made}" in err
    data = made.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert rows[0] == list(COLUMNS.values())
    sheet = openpyxl.load_workbook(book).active
    read = [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    assert [[cell.removeprefix("'") for cell in row] for row in rows] == read
    assert len(rows) > 10


def test_a_file_that_cannot_be_written(run: Run, tmp_path: Path) -> None:
    code, _, err = run("--csv", str(tmp_path / "không có" / "a.csv"))
    assert code != 0
    assert "Không ghi được tệp" in err


def test_a_day_that_is_none(run: Run) -> None:
    with pytest.raises(SystemExit) as ended:
        run("--due-before", "tháng sau")
    assert ended.value.code == 2


@pytest.mark.parametrize("cell", ["=1+1", "+84 123", "-2", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x","y")'])
def test_no_cell_becomes_a_formula(cell: str) -> None:
    record = DocumentRecord(1, 1, "a.txt", "/a.txt", "ready", None, Letterhead(number=cell), None)
    stored = StoredTask(record, 0, Task(cell, Span(0, 2), lead=cell, partners=(cell,)), cell, cell)
    rows = list(csv.reader(io.StringIO(tasks_csv([stored]).decode("utf-8-sig"))))
    assert rows[1][0] == f"'{cell}"
    assert not any(value.startswith(("=", "+", "-", "@", "\t", "\r")) for value in rows[1])
    sheet = openpyxl.load_workbook(io.BytesIO(tasks_xlsx([stored]))).active
    assert [c.data_type for c in sheet[2] if c.value == cell.replace("\t", "\t")] != []
    assert all(c.data_type in ("s", "n", "inlineStr") for c in sheet[2])
    assert all(c.hyperlink is None for c in sheet[2])


def test_personal_numbers_are_masked_where_the_owner_wants_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    words = "Sở Y tế chủ trì, liên hệ số điện thoại 0912345678, hoàn thành trước ngày 30/6/2026."
    (tmp_path / "kh.txt").write_text(f"{OLD_PLAN}4. {words}\n", encoding="utf-8")
    index = tmp_path / "index"
    assert main(["ingest", str(tmp_path / "kh.txt"), "--index", str(index)]) == 0

    def listed() -> str:
        capsys.readouterr()
        assert main(["tasks", "--index", str(index), "--lead", "Sở Y tế", "--json"]) == 0
        [task] = json.loads(capsys.readouterr().out)
        assert len(task["quote"]) == task["end"] - task["start"]
        return str(task["quote"])

    assert "0912345678" in listed()
    monkeypatch.setenv("TRACUU_MASK_PERSONAL", "true")
    assert "•••••••678" in listed()
    assert "0912345678" not in listed()
    assert main(["docs", "show", "1", "--index", str(index), "--json"]) == 0
    assert "0912345678" not in capsys.readouterr().out
