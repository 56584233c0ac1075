"""The bench of spans: what counts as shown, how halves are told apart, and one small run from files to figures."""

from __future__ import annotations

import json
from pathlib import Path

from assistant.types import Answer, Citation
from eval.answers import spans
from eval.answers.spans import Shown, Spanned, judge, read_set, squeezed, summary, texts_of


def cited(quote: str, document_id: int = 1, continues: bool = False) -> Citation:
    return Citation(document_id, 1, None, None, "", "", None, quote, 0, len(quote), continues=continues)


ASKED = Spanned("0", "Bao lâu?", "05 ngày làm việc", "…", "van-ban", "held")


def test_a_span_may_stand_in_two_quotations_of_one_sentence_only_as_a_whole() -> None:
    over_a_page = Answer("answered", "", (cited("Trong 05 ngày"), cited("làm việc.", continues=True), cited("Khác")))
    assert judge(ASKED, over_a_page, {1: "van-ban"}) == Shown(False, True, True, True, 2, 6, 0.0)
    later = Answer("answered", "", (cited("Khác"), cited("05 ngày, làm việc", 2)))
    assert judge(ASKED, later, {1: "khác", 2: "van-ban"}) == Shown(False, True, True, False, 2, 5, 0.0)
    longer_number = Answer("answered", "", (cited("105 ngày làm việc"),))
    assert not judge(ASKED, longer_number, {1: "van-ban"}).span
    assert judge(ASKED, Answer("not_found", ""), {}).refused


def test_comparing_ignores_punctuation_case_and_placement_of_tones() -> None:
    assert squeezed("  Hoà,\n GIẢI – (2) ") == "hòa giải 2"


def test_shares_are_of_all_and_lengths_of_what_was_answered() -> None:
    own = [Shown(False, True, True, False, 2, 40, 10.0), Shown(True, False, False, False, 0, 0, 20.0)]
    figures = summary(own, [Shown(True, False, False, False, 0, 0, 1.0)])
    assert (figures["span"], figures["first"], figures["refused_wrongly"]) == (0.5, 0.0, 0.5)
    assert (figures["refused_rightly"], figures["quotations"], figures["syllables"]) == (1.0, 2.0, 40.0)
    assert figures["answer_ms_p50"] == 15.0


def _write(folder: Path) -> None:
    legal = [
        {
            "context": "Thời hạn giải quyết\n\nHồ sơ cấp giấy phép xây dựng được giải quyết trong 20 ngày làm việc.",
            "question": "Hồ sơ cấp giấy phép xây dựng được giải quyết trong bao nhiêu ngày?",
            "answer": "20 ngày làm việc",
        }
    ]
    university = [
        {
            "context": "Sinh viên đăng ký tối thiểu 14 tín chỉ trong mỗi học kỳ chính.",
            "question": "Mỗi học kỳ chính sinh viên đăng ký tối thiểu bao nhiêu tín chỉ?",
            "answer": "14 tín chỉ",
        }
    ]
    for name, records in (("legal", legal), ("university", university)):
        lines = [json.dumps(record, ensure_ascii=False) for record in records]
        (folder / spans.SETS[name]).write_text("\n".join(lines), encoding="utf-8")


def test_a_run_answers_its_own_questions_and_refuses_the_others(tmp_path: Path) -> None:
    _write(tmp_path)
    asked = read_set(tmp_path / spans.SETS["legal"])
    assert [text[1:] for text in texts_of(asked)] == [
        ("Thời hạn giải quyết", "Hồ sơ cấp giấy phép xây dựng được giải quyết trong 20 ngày làm việc.")
    ]
    out = tmp_path / "out"
    assert spans.main(["--data", str(tmp_path), "--half", "all", "--encoder", "none", "--out", str(out)]) == 0
    metrics = json.loads((out / "metrics.json").read_text(encoding="utf-8"))
    for name in ("legal", "university"):
        kept = {figure: metrics[name][figure] for figure in ("span", "first", "document", "refused_rightly")}
        assert kept == {"span": 1.0, "first": 1.0, "document": 1.0, "refused_rightly": 1.0}
    lines = (out / "results.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["answerable"] for line in lines] == [True, False, True, False]


def test_a_folder_without_the_sets_is_one_message(tmp_path: Path) -> None:
    assert spans.main(["--data", str(tmp_path), "--out", str(tmp_path / "out")]) == 2
