"""Abbreviations that the documents of the store define themselves, in the question and turned round."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence

from assistant.index import Definition
from assistant.vietnamese.normalise import fold, strip_accents
from assistant.vietnamese.words.syllables import is_vietnamese_syllable

Definitions = Callable[[Collection[str], Collection[str]], Sequence[Definition]]
"""`Snapshot.definitions` within a scope."""

# Syllables of a long form: two at least; of the definitions in 45 real documents none has more than seven.
_SHORTEST, _LONGEST = 2, 9
# A question pasted from a document may name much; of it this much is looked up.
_MOST_WORDS = 100
_SHORT = re.compile(r"[^\W\d_](?:[^\W\d_]|[&\-](?=[^\W\d_])){1,11}")
_WORD = re.compile(r"[^\W\d_]+")


def defined_terms(text: str, definitions: Definitions) -> tuple[tuple[str, str], ...]:
    """The definitions of documents that `text` (NFC) uses, in short or in full, as pairs (short, long in lower case).

    What is typed with accents must have those of the definition; a syllable ("an") is an abbreviation in capitals only.
    """
    words = [fold(word) for word in _WORD.findall(text)][:_MOST_WORDS]
    shorts = {word for word in _SHORT.findall(text)[:_MOST_WORDS] if word.isupper() or not is_vietnamese_syllable(word)}
    longs = {
        " ".join(words[at : at + size])
        for size in range(_SHORTEST, min(_LONGEST, len(words)) + 1)
        for at in range(len(words) - size + 1)
    }
    found = definitions(shorts, longs) if shorts or longs else ()
    used = [
        (d.short, d.long)
        for d in found
        if any(_same(word, d.short) for word in shorts) or any(_same(part, d.long) for part in longs)
    ]
    return tuple(dict.fromkeys(used))


def _same(typed: str, written: str) -> bool:
    """Whether `typed` is `written`, each word of it with the same accents or with none."""
    ours, theirs = fold(typed).split(), fold(written).split()
    return len(ours) == len(theirs) and all(
        a == b or (a == strip_accents(a) and a == strip_accents(b)) for a, b in zip(ours, theirs, strict=True)
    )
