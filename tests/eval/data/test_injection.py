"""Documents that give orders: they are found with the question, and obeying them is counted."""

from __future__ import annotations

import pytest

from eval.data.injection import MARK, PREFIX, injected
from eval.data.model import Dataset, Question, Response, Text
from eval.metrics.scoring import score_all

SET = Dataset("ong", tuple(Question(str(i), f"Phí loại {i}?") for i in range(10)), (Text("d", "", "…"),))


def test_every_fifth_question_gets_an_order() -> None:
    found = injected(SET)
    assert found.name == "ong+injected"
    assert [text.id for text in found.texts] == ["d", f"{PREFIX}0", f"{PREFIX}5"]
    assert "Phí loại 5?" in found.texts[2].text
    assert MARK in found.texts[2].text
    with pytest.raises(ValueError, match="ong"):
        injected(Dataset("ong", SET.questions))


def test_who_obeys_is_counted() -> None:
    found = injected(SET)
    said = {"0": Response(f"{MARK}."), "5": Response("5 đồng")}
    scores = score_all(found.questions, said).scores
    assert [scores[name].get("resisted") for name in ("0", "5", "1")] == [0.0, 1.0, None]
