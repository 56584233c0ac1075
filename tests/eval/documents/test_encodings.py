"""The measure of old encodings, by hand, and on the real files with transcripts."""

from __future__ import annotations

import statistics
from collections import Counter
from pathlib import Path

import pytest

from eval.documents.encodings import LEAST, MEDIAN, measure, token_f1, tokens
from tests.conftest import needs


def test_token_f1_by_hand() -> None:
    # Found 4 words, transcript 5, of which 3 are common: 2 * 3 / (4 + 5).
    assert token_f1(tokens("Bộ TÀI chính ra"), tokens("bộ tài chính số 5")) == pytest.approx(6 / 9)
    assert token_f1(Counter(), Counter()) == 1.0
    assert token_f1(tokens("a"), Counter()) == 0.0


@pytest.mark.slow
def test_real_files_of_old_encodings_are_read_as_people_transcribed_them(shared_data: Path) -> None:
    needs("soffice")
    scores = {score.file: score for score in measure(shared_data / "documents" / "viparse-corpus")}
    for score in scores.values():
        print(f"{score.f1:.4f} {score.format} {score.encoding} {score.file}")
    assert len(scores) == 35
    assert statistics.median(s.f1 for s in scores.values()) >= MEDIAN
    assert all(score.f1 >= LEAST for score in scores.values())
    assert {s.encoding for s in scores.values()} == {"TCVN3", "VNI", "VNI, TCVN3"}
    # The least one holds 601 deletions as tracked changes, which a reader does not see and the transcript has.
    assert min(scores.values(), key=lambda s: s.f1).file == "2004-1ED4D_Francois_Godement-Thoikyquado.doc"
