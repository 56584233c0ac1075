"""Parts of a set that are told apart: by what the set says of its questions, and by what can be seen of them."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.vietnamese.normalise import fold, strip_accents
from eval.data.model import Question

LEAST = 10
"""Questions below which a part is not shown: the interval of a share over nine is more than half the scale."""
_SHORT, _LONG = 8, 16
"""Syllables: thirds of the questions of our sets."""


def slices_of(question: Question) -> dict[str, str]:
    """Name -> value. What the set says comes first; a value that it gives is not overruled."""
    count = len(question.text.split())
    kind = next((name.rpartition(".")[2].casefold() for name in question.documents if "." in name[-6:]), None)
    seen = {
        "answerable": "yes" if question.answerable else "no",
        "length": "short" if count <= _SHORT else "long" if count > _LONG else "medium",
        "accents": "with" if fold(question.text) != strip_accents(question.text) else "without",
    }
    return seen | ({"format": kind} if kind else {}) | dict(question.slices)


def parts(questions: Sequence[Question]) -> dict[str, dict[str, list[str]]]:
    """Name -> value -> ids, of parts that are large enough and names that part the set at all."""
    found: dict[str, dict[str, list[str]]] = {}
    for question in questions:
        for name, value in slices_of(question).items():
            found.setdefault(name, {}).setdefault(value, []).append(question.id)
    large = {
        name: {value: ids for value, ids in sorted(values.items()) if len(ids) >= LEAST}
        for name, values in found.items()
        if len(values) > 1
    }
    return {name: values for name, values in large.items() if values}
