"""Copies, drafts and scans of one paper stand together, the signed one first; plans of two years never do."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answering.force.copies import Copies, copies, one_of_each, same_paper
from assistant.types import Document, Hit, Letterhead, Passage, Scope, Span, StoredPassage
from tests.answering.desk import SCOPE, Desk

SIGNED = Letterhead(
    kind="Kế hoạch", number="12/KH-UBND", symbol="KH-UBND", issuer="UBND tỉnh Mẫu", date="2026-01-15", year=2026,
    title="Chuyển đổi số năm 2026", signer="Lê Văn Mẫu",
)  # fmt: skip
DRAFT = replace(SIGNED, number=None, date=None, signer=None)
NEXT_YEAR = replace(SIGNED, number="17/KH-UBND", date="2027-01-15", year=2027, title="Chuyển đổi số năm 2027")


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (SIGNED, True),
        (replace(SIGNED, issuer="ỦY BAN NHÂN DÂN", number="12 /KH - UBND"), False),
        (replace(SIGNED, issuer=None, title=None, copy_mark="SAO Y"), True),
        (DRAFT, True),
        (replace(DRAFT, title="Chuyển đổi số năm 2027"), False),
        (replace(DRAFT, title=None), False),
        (NEXT_YEAR, False),
        (replace(SIGNED, number="13/KH-UBND"), False),
        (replace(SIGNED, date="2026-01-16"), False),
        (replace(SIGNED, kind="Quyết định"), False),
    ],
)
def test_what_makes_two_documents_one_paper(other: Letterhead, same: bool) -> None:
    assert same_paper(SIGNED, other) is same
    assert same_paper(other, SIGNED) is same


def desk(*alike: tuple[int, int, float], groups: tuple[str, ...] = ("chung",) * 4) -> Desk:
    heads = (DRAFT, SIGNED, NEXT_YEAR, replace(SIGNED, copy_mark="SAO Y"))
    made = Desk({i: Document("văn bản", "text", head) for i, head in enumerate(heads, 1)}, alike=alike)
    made.records |= {i: replace(made.records[i], access_group=group) for i, group in enumerate(groups, 1)}
    return made


def test_the_signed_one_stands_first_and_what_is_only_alike_apart() -> None:
    made = desk((1, 2, 0.9), (2, 3, 0.85), (2, 4, 0.97), (1, 4, 0.9), (1, 3, 0.55))
    assert copies(made, SCOPE) == {
        1: Copies((2, 4, 1)),
        2: Copies((2, 4, 1), (3,)),
        3: Copies((3,), (2,)),
        4: Copies((2, 4, 1)),
    }
    assert copies(made, SCOPE)[1].original_of(1) == 2
    assert copies(made, SCOPE)[2].original_of(2) is None


def test_a_copy_in_another_group_is_not_told() -> None:
    made = desk((1, 2, 0.9), groups=("chung", "rieng", "chung", "chung"))
    assert copies(made, SCOPE) == {}
    assert copies(made, Scope(frozenset({"chung", "rieng"})))[1].group == (2, 1)


def test_one_of_a_group_unless_they_differ() -> None:
    made = desk((1, 2, 0.9))

    def hit(passage_id: int, document_id: int, text: str) -> Hit:
        stored = StoredPassage(passage_id, document_id, 1, Passage(text, Span(0, len(text))))
        return Hit(stored, made.records[document_id], 1.0 / passage_id)

    hits = (hit(1, 1, "Giao Sở Nội vụ."), hit(2, 2, "Giao  sở nội vụ."), hit(3, 1, "Giao Sở Y tế."), hit(4, 3, "Khác."))
    kept, dropped = one_of_each(hits, made, SCOPE)
    assert [(h.stored.id, h.document.id) for h in kept] == [(2, 2), (3, 1), (4, 3)]
    assert dropped == {2: 1}
    again = (hit(1, 2, "Như nhau."), hit(2, 2, "Như nhau."))
    assert one_of_each(again, made, SCOPE) == (again, {})
