"""What others write is read, and what we write is read back the same."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval.data.layouts import alqac, beir, exchange, lines, sheets, squad, trec
from eval.data.model import Dataset, Place, Question, Text
from eval.data.problems import Problems
from eval.data.sets import WRITERS, load

TEXTS = (
    Text("Luật A#1", "Phạm vi", "Luật này quy định việc nuôi ong."),
    Text("Luật A#2", "Phí", "Phí kiểm dịch là 120.000 đồng mỗi đàn."),
)
SET = Dataset(
    "ong",
    (
        Question(
            "hỏi 1", "Phí kiểm dịch bao nhiêu?", ("120.000 đồng",), (("120.000 đồng", "120 nghìn đồng"),),
            {"Luật A#2": 1}, (Place("Luật A#2", "Điều 2", None, ("120.000 đồng",)),), slices={"type": "số liệu"},
        ),
        Question("hỏi 2", "Ai nuôi voi?", answerable=False),
    ),
    TEXTS,
)  # fmt: skip


def read(path: Path) -> Dataset:
    problems = Problems()
    dataset = load(str(path), None, problems)
    assert not problems.fatal, list(problems.lines())
    return dataset


@pytest.mark.parametrize("layout", ["beir", "trec", "squad", "ragchecker", "ragas", "csv", "xlsx", "questions"])
def test_what_is_written_is_read_back(layout: str, tmp_path: Path) -> None:
    suffix = {"squad": ".json", "ragchecker": ".json", "ragas": ".json", "csv": ".csv", "xlsx": ".xlsx"}
    target = tmp_path / f"ong{suffix.get(layout, '.jsonl' if layout == 'questions' else '')}"
    WRITERS[layout](SET, target)
    back = read(target)
    assert back.questions[0].text == "Phí kiểm dịch bao nhiêu?"
    assert back.questions[0].id == "hỏi 1"
    if layout in ("beir", "trec", "csv", "xlsx", "questions"):
        assert dict(back.questions[0].documents) == {"Luật A#2": 1}
    if layout in ("squad", "ragchecker", "ragas", "csv", "xlsx", "questions"):
        assert back.questions[0].answers == ("120.000 đồng",)
    if layout in ("squad", "csv", "xlsx", "questions"):
        assert [q.answerable for q in back.questions] == [True, False]
    if layout == "beir":
        assert back.texts == TEXTS
        assert back.questions[0].slices == {"type": "số liệu"}
    if layout == "questions":
        assert back.questions == SET.questions


def test_squad_two_with_an_impossible_question(tmp_path: Path) -> None:
    context = "Trạm y tế mở cửa từ 7 giờ."
    qas = [
        {"id": "a", "question": "Mấy giờ mở cửa?", "answers": [{"text": "7 giờ", "answer_start": 20}]},
        {"id": "b", "question": "Ai quản lý?", "is_impossible": True, "answers": [], "plausible_answers": []},
    ]
    file = tmp_path / "s.json"
    file.write_text(json.dumps({"data": [{"title": "Y tế", "paragraphs": [{"context": context, "qas": qas}]}]}))
    found = squad.load(file, Problems())
    assert [(q.id, q.answers, q.answerable) for q in found.questions] == [("a", ("7 giờ",), True), ("b", (), False)]
    assert found.questions[0].documents == {squad.context_id(context): 1}


def test_lines_of_spans(tmp_path: Path) -> None:
    file = tmp_path / "doan.jsonl"
    record = {"question": "Mấy giờ?", "context": "Giờ mở cửa\n\nMở lúc 7 giờ.", "answer": "7 giờ"}
    file.write_text(json.dumps(record), "utf-8")
    found = read(file)
    assert found.texts[0].title == "Giờ mở cửa"
    assert found.questions[0].id == "doan-1"


def test_an_id_twice_among_lines_of_spans(tmp_path: Path) -> None:
    record = {"id": "x", "question": "Mấy giờ?", "context": "Mở lúc 7 giờ.", "answer": "7 giờ"}
    (tmp_path / "doan.jsonl").write_text(f"{json.dumps(record)}\n{json.dumps(record)}\n", "utf-8")
    assert [q.id for q in read(tmp_path / "doan.jsonl").questions] == ["x", "x-2"]


@pytest.mark.parametrize(
    "laws",
    [
        [{"id": "Luật A", "articles": [{"id": "1", "text": "Phạm vi\nLuật này …"}]}],
        [{"law_id": "Luật A", "content": [{"aid": 1, "content_Article": "Phạm vi\nLuật này …"}]}],
    ],
)
def test_alqac_of_both_makes(laws: list[object], tmp_path: Path) -> None:
    (tmp_path / "law.json").write_text(json.dumps(laws), "utf-8")
    asked = [{"question_id": "q1", "text": "Gì?", "relevant_articles": [{"law_id": "Luật A", "article_id": "1"}]}]
    (tmp_path / "train.json").write_text(json.dumps(asked), "utf-8")
    found = alqac.load(tmp_path / "train.json", Problems())
    assert found.texts == (Text("Luật A#1", "Phạm vi", "Luật này …"),)
    assert found.qrels == {"q1": {"Luật A#1": 1}}


def test_ragchecker_and_ragas_hold_what_was_said(tmp_path: Path) -> None:
    said = {"hỏi 1": exchange.Said("hỏi 1", "120.000 đồng [1]", (("Luật A#2", "Phí …"),))}
    exchange.write_ragchecker(SET, tmp_path / "r.json", said)
    assert exchange.read_said(tmp_path / "r.json", Problems())[0] == said["hỏi 1"]
    exchange.write_ragas(SET, tmp_path / "g.json", said)
    assert exchange.read_said(tmp_path / "g.json", Problems())[0].answer == "120.000 đồng [1]"


def test_topics_of_trec_in_blocks(tmp_path: Path) -> None:
    blocks = "<top>\n<num> Number: 301\n<title> nuôi ong\n<desc> Description:\n…\n</top>\n"
    (tmp_path / "topics.txt").write_text(blocks, "utf-8")
    (tmp_path / "qrels.txt").write_text("301 0 d1 1\n", "utf-8")
    assert trec.load(tmp_path, Problems()).questions == (Question("301", "nuôi ong", documents={"d1": 1}),)


def test_a_sheet_as_an_official_writes_it(tmp_path: Path) -> None:
    file = tmp_path / "hoi.csv"
    rows = 'STT;Câu hỏi;Gợi ý;Trả lời;Văn bản;Có căn cứ\n1;Phí bao nhiêu?;;"120.000 đồng";a.docx;có\n2;Ai?;;;;không\n'
    file.write_bytes(rows.encode("utf-8-sig"))
    found = sheets.load(file, Problems())
    assert [(q.id, q.answers, dict(q.documents), q.answerable) for q in found.questions] == [
        ("1", ("120.000 đồng",), {"a.docx": 1}, True), ("2", (), {}, False),
    ]  # fmt: skip


def test_numbers_of_a_sheet_are_ids(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    for row in (["TT", "Câu hỏi"], [1.0, "Phí?"], [None, None], [2, "Ai?"]):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    assert [q.id for q in sheets.load(tmp_path / "a.xlsx", Problems()).questions] == ["1", "2"]


def test_our_own_two_layouts(project: Path) -> None:
    found = read(project / "eval" / "questions")
    assert len(found.questions) >= 145
    assert found.folder == project / "corpus"
    first = next(q for q in found.questions if q.id == "tl-001")
    assert first.places[0] == Place("tinh-mau/kh-45-2026-tri-tue-nhan-tao.pdf", "Mục IV", 3, ("68,5 tỷ đồng",))
    facts = read(project / "eval" / "questions" / "van-ban-that" / "phat-trien.jsonl")
    assert len(facts.questions) == 76
    assert all(bool(q.facts) == q.answerable for q in facts.questions)


def test_a_split_of_beir_is_named(tmp_path: Path) -> None:
    beir.write(SET, tmp_path / "ong", "dev")
    beir.write(SET, tmp_path / "ong", "test")
    assert load(f"{tmp_path / 'ong'}:dev", None, Problems()).name == "ong:dev"
    assert lines.as_record(SET.questions[1]) == {
        "id": "hỏi 2", "question": "Ai nuôi voi?", "answerable": False, "match": "all",
    }  # fmt: skip
