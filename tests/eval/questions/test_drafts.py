"""Drafts hold what answers them; reviewers accept, mend and reject; the page writes what they chose."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from eval.data.model import Dataset, Place, Question
from eval.data.sets import OWN_CORPUS
from eval.metrics.facts import held
from eval.questions.command import main
from eval.questions.draft import Draft, draft, told_alike
from eval.questions.patterns import lowered
from eval.questions.reviews import Review, add_review, agreement, kept, read_drafts, read_reviews, write_drafts

LEAD = Question(
    "nhap-0001", "Cơ quan nào chủ trì nuôi ong?", facts=(("Sở Nông nghiệp",),), places=(Place("a.docx", "Mục I"),)
)
DUE = Question("nhap-0002", "Thời hạn nuôi ong là khi nào?", facts=(("30/11/2026",),))


def review(name: str, verdict: str, reviewer: str = "an", text: str = "", facts: tuple[str, ...] = ()) -> Review:
    return Review(name, reviewer, verdict, text, facts)


@pytest.fixture(scope="module")
def drafts(tmp_path_factory: pytest.TempPathFactory) -> list[Draft]:
    folder = tmp_path_factory.mktemp("nháp")
    names = ("tinh-mau/kh-05-2026-skhcn-tap-huan-ai.txt", "tinh-mau/kh-133-2026-ky-nang-so.html")
    for name in names:
        target = folder / "văn bản" / Path(name).name
        target.parent.mkdir(exist_ok=True)
        target.write_bytes((OWN_CORPUS / name).read_bytes())
    return draft(Dataset("hai", (), folder=folder / "văn bản"), folder / "kho", 5)


def test_each_draft_holds_what_answers_it(drafts: list[Draft]) -> None:
    assert len(drafts) >= 10
    assert {"don_vi", "thoi_han"} <= {one.kind for one in drafts}
    for one in drafts:
        question = one.question
        assert question.text.endswith("?")
        (place,) = question.places
        assert place.document in question.documents
        quoted = " ".join(place.quotations)
        if one.kind in ("don_vi", "so_lieu"):
            assert all(held(quoted, question.facts)), question


def test_ids_are_whole_and_in_order(drafts: list[Draft]) -> None:
    assert [one.question.id for one in drafts] == [f"nhap-{i:04}" for i in range(1, len(drafts) + 1)]


def test_nearly_the_same_is_told() -> None:
    again = Question("nhap-0003", "cơ quan nào chủ trì nuôi ong")
    assert [one.like for one in told_alike([Draft(q, "x") for q in (LEAD, DUE, again)])] == [None, None, "nhap-0001"]


def test_a_sentence_goes_on() -> None:
    assert lowered("Xây dựng cổng dữ liệu") == "xây dựng cổng dữ liệu"
    assert lowered("UBND xã báo cáo") == "UBND xã báo cáo"


def test_what_reviewers_keep() -> None:
    found = [Draft(LEAD, "don_vi"), Draft(DUE, "thoi_han"), Draft(Question("nhap-0003", "?"), "muc")]
    first = {"nhap-0001": review("nhap-0001", "accept"), "nhap-0002": review("nhap-0002", "accept")}
    second = {
        "nhap-0001": review("nhap-0001", "mend", "bình", "Ai lo việc nuôi ong?", ("Sở Nông nghiệp|Sở NN",)),
        "nhap-0002": review("nhap-0002", "reject", "bình"),
    }
    (one,) = kept(found, [first, second])
    assert (one.text, one.facts) == ("Ai lo việc nuôi ong?", (("Sở Nông nghiệp", "Sở NN"),))
    assert [q.id for q in kept(found, [first])] == ["nhap-0001", "nhap-0002"]


def test_agreement_of_two() -> None:
    first = {str(i): review(str(i), v) for i, v in enumerate(["accept", "accept", "reject", "reject"])}
    second = {str(i): review(str(i), v) for i, v in enumerate(["accept", "reject", "reject", "reject"])}
    # Seen 3/4; by chance 2/4 · 1/4 + 2/4 · 3/4 = 1/2.
    assert agreement(first, second) == (4, 0.5)
    assert agreement(first, {}) == (0, None)


def test_the_page_writes_what_was_chosen(tmp_path: Path) -> None:
    file = tmp_path / "nháp.jsonl"
    write_drafts([Draft(LEAD, "don_vi"), Draft(DUE, "thoi_han", like="nhap-0001")], file)
    script = f"from pathlib import Path\nfrom eval.questions.review_page import main\nmain(Path({str(file)!r}), 'An')\n"
    page = AppTest.from_string(script, default_timeout=30).run()
    assert not page.exception
    page.text_area[0].set_value("Ai chủ trì nuôi ong?")
    page.button[0].click().run()
    assert not page.exception
    told = read_reviews(tmp_path / "nháp.An.jsonl")["nhap-0001"]
    assert (told.verdict, told.text, told.facts) == ("mend", "Ai chủ trì nuôi ong?", ("Sở Nông nghiệp",))
    assert "Gần giống một câu trước" in page.warning[0].value
    page.radio[0].set_value("reject")
    page.button[0].click().run()
    assert "Đã duyệt hết" in page.success[0].value
    assert read_reviews(tmp_path / "nháp.An.jsonl")["nhap-0002"].verdict == "reject"


def test_from_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "vb").mkdir()
    (tmp_path / "vb" / "a.txt").write_bytes((OWN_CORPUS / "tinh-mau/hd-06-2026-stc-du-toan-cds.txt").read_bytes())
    out = tmp_path / "nhap.jsonl"
    assert main(["draft", "--documents", str(tmp_path / "vb"), "--out", str(out)]) == 0
    found = read_drafts(out)
    for name in ("a", "b"):
        for one in found:
            add_review(tmp_path / f"{name}.jsonl", review(one.question.id, "accept", name))
    assert main(["kappa", str(tmp_path / "a.jsonl"), str(tmp_path / "b.jsonl")]) == 0
    assert "κ = 1,00" in capsys.readouterr().out
    keep = ["keep", str(out), "--review", str(tmp_path / "a.jsonl"), "--out", str(tmp_path / "giu.jsonl")]
    assert main(keep) == 0
    assert len((tmp_path / "giu.jsonl").read_text("utf-8").splitlines()) == len(found)
    assert main(["review", str(tmp_path / "khong-co.jsonl"), "--reviewer", "an"]) == 2
