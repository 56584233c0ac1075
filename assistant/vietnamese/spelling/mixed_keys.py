"""Single words left as telex or VNI keys in a text that is otherwise typed as it should be: "kế hoachj chuyển đổi"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import numpy as np

from assistant.vietnamese.normalise import fold
from assistant.vietnamese.spelling.accent_model import UNKNOWN, Ints, model
from assistant.vietnamese.spelling.typing_keys import keyed, written_words
from assistant.vietnamese.words.syllables import is_vietnamese_syllable

LEAST, EACH, ALONE = 10.0, 1.0, 200.0
"""The reading must stand so often beside a neighbour and be known beside each of them, or `ALONE` times beside one
where it is no name, in the counts behind accent restoration. Two words of 30,000 news titles with their abstracts,
full of foreign ones, are read wrongly so, "Teen" and "sex" (docs/experiments.md, "Typing")."""
_BREAK = re.compile(r"[.;:?!\n\d]")


def decode_words(text: str) -> str:
    """`text` (NFC) with the words put right that are no syllables, but keys of one that fits its neighbours."""
    words = written_words(text)
    read = {
        at: syllable
        for at, match in enumerate(words)
        if match[0].isascii() and _strange(match[0]) and (syllable := keyed(match[0]))
    }
    fitting = [at for at in read if _fits(text, words, read, at)]
    for at in reversed(fitting):
        text = text[: words[at].start()] + read[at] + text[words[at].end() :]
    return text


def _strange(word: str) -> bool:
    """Whether `word` is no syllable; "khoong" could be one, as "boong" is, but none that the counts know."""
    return not is_vietnamese_syllable(word) or ("oo" in word.lower() and word.lower() not in model().ids)


def _fits(text: str, words: Sequence[re.Match[str]], read: Mapping[int, str], at: int) -> bool:
    """Whether the reading of word `at` is known beside the words next to it, those read as keys too."""
    own = _ids(read[at])
    support: list[float] = []
    for near, after in ((at - 1, False), (at + 1, True)):
        if not 0 <= near < len(words):
            continue
        first, second = sorted((at, near))
        if _BREAK.search(text, words[first].end(), words[second].start()):
            continue
        others = _ids(read.get(near, words[near][0]))
        counts = model().pairs(own, others) if after else model().pairs(others, own)
        support.append(float(counts.max()) if counts.size else 0.0)
    if not support:
        return False
    typed = words[at][0]
    alone = (at == 0 or not typed[0].isupper() or typed.isupper()) and max(support) >= ALONE
    return alone or (max(support) >= LEAST and min(support) >= EACH)


def _ids(word: str) -> Ints:
    """The model's ids of a word as typed; of one without accents, of all it may stand for."""
    known, folded = model(), fold(word)
    found = known.candidates(folded) if folded.isascii() else [known.ids.get(folded, UNKNOWN)]
    return np.asarray([i for i in found if i != UNKNOWN], dtype=np.int64)
