"""What is wrong with a set is said by file and line, in a sentence; nothing ends in a traceback."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from eval.data.command import main
from eval.data.layouts import trec
from eval.data.problems import MOST_SHOWN, DatasetError, Problems
from eval.data.sets import load
from eval.wording import speak

CORPUS = [{"_id": "d1", "title": "Ong", "text": "Nuôi ong."}, {"_id": "d2", "title": "Voi", "text": "Nuôi voi."}]
QUERIES = [{"_id": "q1", "text": "nuôi ong"}, {"_id": "q2", "text": "nuôi voi"}]
NO_JSON = b'{"_id": "d1", "text": "a"}\n[1]\n{"_id"\n{"_id": "d2", "text": "b"}'
QRELS = "query-id\tcorpus-id\tscore\nq1\td1\t1\nq2\td2\t1\n"


def beir(
    folder: Path,
    corpus: list[Mapping[str, object]] | bytes = CORPUS,  # type: ignore[assignment]
    queries: list[Mapping[str, object]] | bytes = QUERIES,  # type: ignore[assignment]
    qrels: str = QRELS,
) -> Path:
    for name, value in (("corpus", corpus), ("queries", queries)):
        data = value if isinstance(value, bytes) else "".join(json.dumps(r) + "\n" for r in value).encode()
        (folder / f"{name}.jsonl").write_bytes(data)
    (folder / "qrels.tsv").write_text(qrels, "utf-8")
    return folder


def told(path: Path) -> list[tuple[str, int | None, bool]]:
    problems = Problems()
    load(str(path), None, problems)
    return [(p.kind, p.line, p.fatal) for p in problems.found]


@pytest.fixture
def english() -> Iterator[None]:
    speak("en")
    yield
    speak("vi")


def test_a_good_set_has_no_problem(tmp_path: Path) -> None:
    assert told(beir(tmp_path)) == []


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"corpus": [*CORPUS, CORPUS[0]]}, [("double_document", 3, True)]),
        ({"corpus": [*CORPUS, {"_id": "d3", "title": "Ong", "text": "Nuôi ong."}]}, [("twin_document", 3, False)]),
        ({"corpus": [*CORPUS, {"_id": "d3", "title": "", "text": " "}]}, [("empty_document", 3, False)]),
        ({"corpus": [*CORPUS, {"_id": None, "text": "x"}]}, [("null_id", 3, True)]),
        ({"corpus": [*CORPUS, {"text": "x"}]}, [("null_id", 3, True)]),
        ({"queries": [*QUERIES, QUERIES[1]]}, [("double_question", 3, True)]),
        ({"queries": [*QUERIES, {"_id": "nan", "text": "gì"}]}, [("null_id", 3, True)]),
        ({"queries": [{"_id": "q1", "text": "x" * 2_001}, QUERIES[1]]}, [("long_question", 1, False)]),
        ({"qrels": QRELS + "q1\td9\t1\n"}, [("label_document", 4, True)]),
        ({"qrels": QRELS + "q9\td1\t1\n"}, [("label_question", 4, False)]),
        ({"qrels": "query-id\tcorpus-id\tscore\nd1\tq1\t1\nd2\tq2\t1\n"}, [("swapped", 2, True)]),
        ({"qrels": QRELS + "q1\td2\tcao\n"}, [("score", 4, True)]),
        ({"qrels": QRELS + "q1 d2\n"}, [("columns", 4, True)]),
        ({"corpus": NO_JSON}, [("json", 2, True), ("json", 3, True)]),
    ],
)  # fmt: skip
def test_each_fault_is_told_with_its_line(
    change: dict[str, object], expected: list[tuple[str, int, bool]], tmp_path: Path
) -> None:
    found = told(beir(tmp_path, **change))  # type: ignore[arg-type]
    assert [one for one in found if one[0] not in ("unjudged", "nothing")] == expected


def test_an_empty_question_is_left_out_and_the_others_are_measured(tmp_path: Path) -> None:
    problems = Problems()
    dataset = load(str(beir(tmp_path, queries=[{"_id": "q1", "text": " ?! "}, QUERIES[1]])), None, problems)
    assert [q.id for q in dataset.questions] == ["q2"]
    assert not problems.fatal
    assert "câu hỏi “q1” không có chữ nào; câu này được bỏ qua." in next(problems.lines())


def test_ids_with_spaces_go_to_trec_and_back(tmp_path: Path) -> None:
    run = {"hỏi 1": [("Luật A#1", 2.0), ("100% ong", 2.0), ("Luật A#3", 5.0)]}
    trec.write_run(tmp_path / "run.trec", run, "ours")
    cells = [line.split() for line in (tmp_path / "run.trec").read_text("utf-8").splitlines()]
    assert all(len(row) == 6 for row in cells)
    assert cells[0][:3] == ["hỏi%201", "Q0", "Luật%20A#1"]
    scores = [float(row[4]) for row in cells]
    assert scores == sorted(set(scores), reverse=True)
    assert [d for d, _ in trec.read_run(tmp_path / "run.trec", Problems())["hỏi 1"]] == [d for d, _ in run["hỏi 1"]]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("q Q0 d 1 cao x\n", "score"),
        ("q Q0 d 1 nan x\n", "score"),
        ("q Q0 d 1 0.5\n", "columns"),
        ("q Q0 d 1 0.5 x\nq Q0 d 2 0.4 x\n", "double_ranked"),
    ],
)
def test_faults_of_a_run(line: str, kind: str, tmp_path: Path) -> None:
    (tmp_path / "run.trec").write_text(line, "utf-8")
    problems = Problems()
    trec.read_run(tmp_path / "run.trec", problems)
    assert [p.kind for p in problems.fatal] == [kind]


def test_a_byte_order_mark_is_read_over(tmp_path: Path) -> None:
    marked = b"\xef\xbb\xbf" + "".join(json.dumps(r) + "\n" for r in QUERIES).encode()
    assert told(beir(tmp_path, queries=marked)) == []


def test_latin_1_is_refused_with_the_line(tmp_path: Path) -> None:
    latin = json.dumps(QUERIES[0]).encode() + b'\n{"_id": "q2", "text": "nu\xf4i voi"}\n'
    with pytest.raises(DatasetError, match=r"queries\.jsonl, dòng 2: tệp không phải bảng mã UTF-8 \(byte 0xF4\)"):
        load(str(beir(tmp_path, queries=latin)), None, Problems())


def test_utf_16_of_excel_is_read(tmp_path: Path) -> None:
    file = tmp_path / "a.tsv"
    file.write_bytes("Câu hỏi\tTrả lời\nPhí bao nhiêu?\t5 đồng\n".encode("utf-16"))
    assert load(str(file), None, Problems()).questions[0].answers == ("5 đồng",)


def test_a_sheet_with_its_columns_swapped(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("Câu hỏi,Trả lời\n5 đồng,Phí bao nhiêu?\nÔng A,Ai ký?\n", "utf-8")
    assert ("swapped", 2, True) in told(file)


def test_a_sheet_without_questions_names_its_columns(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("Tên,Ngày\nA,1\n", "utf-8")
    with pytest.raises(DatasetError, match="không thấy cột nào tên “Câu hỏi”; các cột đang có: Tên, Ngày"):
        load(str(file), None, Problems())


def test_no_excel_file(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_text("không phải", "utf-8")
    with pytest.raises(DatasetError, match="không mở được như một bảng tính"):
        load(str(tmp_path / "a.xlsx"), None, Problems())


def test_an_answer_that_does_not_stand_in_its_context(tmp_path: Path) -> None:
    qas = [{"id": "a", "question": "Mấy giờ?", "answers": [{"text": "7 giờ", "answer_start": 3}]}]
    whole = {"data": [{"title": "", "paragraphs": [{"context": "Mở cửa lúc 7 giờ.", "qas": qas}]}]}
    (tmp_path / "s.json").write_text(json.dumps(whole), "utf-8")
    assert told(tmp_path / "s.json") == [("answer_start", None, False)]


def test_a_folder_and_a_file_of_no_layout(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="không theo định dạng nào"):
        load(str(tmp_path), None, Problems())
    (tmp_path / "a.json").write_text("[]", "utf-8")
    with pytest.raises(DatasetError, match="không theo định dạng nào"):
        load(str(tmp_path / "a.json"), None, Problems())
    with pytest.raises(DatasetError, match="Không có tệp hoặc thư mục"):
        load(str(tmp_path / "b.json"), None, Problems())


def test_many_faults_of_a_kind_are_counted(tmp_path: Path) -> None:
    many = "".join(f"q1\tx{i}\t1\n" for i in range(MOST_SHOWN + 5))
    problems = Problems()
    load(str(beir(tmp_path, qrels=QRELS + many)), None, problems)
    shown = list(problems.lines())
    assert len(shown) == MOST_SHOWN + 1
    assert shown[-1] == "… và 5 chỗ khác cùng loại (label_document)."


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good = beir(tmp_path)
    assert main(["check", str(good)]) == 0
    assert main(["convert", str(good), "--to", "trec", "--out", str(tmp_path / "trec")]) == 0
    assert (tmp_path / "trec" / "qrels.txt").read_text() == "q1 0 d1 1\nq2 0 d2 1\n"
    assert "Đã ghi" in capsys.readouterr().out
    assert main(["check", str(tmp_path / "nothing")]) == 2
    (tmp_path / "qrels.tsv").write_text("q1\td9\t1\n", "utf-8")
    assert main(["check", str(tmp_path)]) == 1
    assert "chưa dùng để đo được" in capsys.readouterr().out


@pytest.mark.usefixtures("english")
def test_the_same_in_english(tmp_path: Path) -> None:
    problems = Problems()
    load(str(beir(tmp_path, qrels=QRELS + "q1\td9\t1\n")), None, problems)
    assert next(problems.lines()).endswith(
        "line 4: a label of question “q1” names document “d9”, which is not in the corpus."
    )
