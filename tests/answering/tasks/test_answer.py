"""Which questions are answered from the list of assignments, and with what."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.answering import Assistant
from assistant.answering.tasks.answer import asked_tasks
from assistant.answering.tasks.listing import TaskRequest
from assistant.cli import main
from assistant.index import open_reader
from assistant.retrieval import Searcher
from assistant.settings import load_settings
from assistant.types import Scope

CORPUS = Path(__file__).resolve().parents[3] / "corpus" / "tinh-mau"

ASKED = {
    "Sở Khoa học và Công nghệ phải làm gì trước 30/6/2026?": ("sở khoa học và công nghệ", None, "2026-06-30", None),
    "so y te phai lam gi trong quý III/2026": ("so y te", None, "2026-09-30", "2026-07-01"),
    "Công an tỉnh được giao những nhiệm vụ gì?": ("công an tỉnh", None, None, None),
    "Sở Nội vụ chủ trì những nhiệm vụ nào trong năm 2026?": ("sở nội vụ", None, "2026-12-31", "2026-01-01"),
    "Sở Tài chính phối hợp những việc gì?": (None, "sở tài chính", None, None),
}


@pytest.mark.parametrize("question", ASKED)
def test_questions_for_the_list(question: str) -> None:
    assert asked_tasks(question) == TaskRequest(*ASKED[question])


@pytest.mark.parametrize(
    "question",
    [
        "Ai chủ trì nhiệm vụ bồi dưỡng kỹ năng số?",
        "Sở Khoa học và Công nghệ ở đâu?",
        "Người dân phải làm gì khi mất căn cước?",
        "Kế hoạch 45/KH-UBND giao Sở Nội vụ làm gì?",
        "Sở Y tế phải làm gì trong 07 ngày làm việc?",  # a time that is no day
        "Mục tiêu chuyển đổi số đến năm 2030 là gì?",
    ],
)
def test_other_questions_are_searched(question: str) -> None:
    assert asked_tasks(question) is None


def test_the_answer_quotes_the_rows_in_time(tmp_path: Path) -> None:
    assert main(["ingest", str(CORPUS / "kh-12-2026-chuyen-doi-so.pdf"), "--index", str(tmp_path)]) == 0
    settings = load_settings(index_dir=tmp_path, encoder="none")
    with open_reader(tmp_path) as reader:
        assistant = Assistant(Searcher(reader, None, settings), reader, settings)
        scope = Scope(frozenset({"chung"}))
        answer = assistant.ask("Sở Khoa học và Công nghệ phải làm gì trước 30/6/2026?", scope)
        with reader.pin() as snapshot:
            text = snapshot.document(1).text
        assert answer.status == "answered"
        assert [c.quote.split(" | ")[1] for c in answer.citations] == [
            "Cấp chữ ký số chuyên dùng công vụ cho cán bộ, công chức cấp xã",
            "Nâng băng thông đường truyền số liệu chuyên dùng",
        ]
        assert all(c.quote == text[c.start : c.end] for c in answer.citations)
        assert answer.citations[0].context.startswith("TT | Nội dung nhiệm vụ | Chủ trì")
        assert answer.citations[0].page == 4
        nobody = assistant.ask("Sở Ngoại vụ phải làm gì trước 30/6/2026?", scope)
        assert all("Ngoại vụ" not in c.quote for c in nobody.citations)
