"""Sketches estimate the share of common syllable triples, whatever the marks, and are the same on every run."""

from __future__ import annotations

import random

from assistant.vietnamese.words.minhash import PLACES, likeness, sketch_of

WORDS = ("kế", "hoạch", "chuyển", "đổi", "số", "của", "tỉnh", "giao", "sở", "khoa", "học", "công", "nghệ", "phường")


def text(seed: int, length: int = 2000) -> list[str]:
    made = random.Random(seed)
    return [f"{made.choice(WORDS)}{made.randrange(40)}" for _ in range(length)]


def sketch(words: list[str]) -> bytes:
    found = sketch_of(" ".join(words))
    assert found is not None
    return found


def test_likeness_estimates_the_share_of_common_triples() -> None:
    one, other = text(1), text(2)
    half = one[:1000] + other[:1000]  # 998 triples of each side are common: 998 / (1998 + 1998 - 998) = 0.333
    assert likeness(sketch(one), sketch(one)) == 1.0
    assert likeness(sketch(one), sketch(other)) < 0.05
    assert abs(likeness(sketch(one), sketch(half)) - 0.333) < 0.13  # three standard errors


def test_marks_case_and_line_ends_do_not_count() -> None:
    one = text(3)
    assert sketch(one) == sketch_of("\n".join(one).upper())
    assert sketch(one) == sketch_of(" ".join(one).replace("ế", "ê").replace("ạ", "a"))


def test_a_short_text_has_none() -> None:
    assert sketch_of("") is None
    assert sketch_of(" ".join(text(4, 101))) is None
    assert len(sketch(text(4, 102))) == PLACES * 4


def test_a_sketch_is_the_same_tomorrow() -> None:
    """The stored ones must not silently change their meaning; a new make is told by `made_by`."""
    assert sketch(text(5))[:8].hex() == "3aedb700d9794003"
