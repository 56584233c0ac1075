"""The tokenizer: whole syllables as printed and without accents, short numbers, and single letters for all else.

A syllable is the unit people read and mistype; kept whole, dropping its accents is one look-up (`plain_ids`), so that
training can bare any text without tokenising it again. Document numbers stay readable: "1090/kh-ubnd" is
`1090 / kh - ubnd`, and a number outside the vocabulary falls into pieces of at most two digits.
"""

from __future__ import annotations

import string
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.encoding.transformer.model_text import PASSAGE, QUESTION, SEPARATOR, words
from assistant.vietnamese.words.syllables import plain_token

SPECIAL = (SEPARATOR, "[PAD]", QUESTION, PASSAGE, "[UNK]", "[MASK]")
"""Id 0 is the separator: `training.static.pairs` joins a title and a text by 0."""
PAD, UNKNOWN, MASK = 1, 4, 5
PIECE = "##"


def count_words(texts: Iterable[str]) -> Counter[str]:
    """How often each word, number and sign stands in `texts`."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(words(text))
    return counts


def choose_vocabulary(counts: Counter[str], size: int) -> list[str]:
    """Terms by id: special ones, letters and pieces of numbers, then the most frequent words with their plain forms."""
    common = {letter for word, n in counts.items() if n > 1 for letter in word}
    letters = sorted(common | set(string.ascii_lowercase + string.digits))
    pieces = [PIECE + letter for letter in letters] + [f"{PIECE}{n:02}" for n in range(100)]
    chosen = dict.fromkeys([*SPECIAL, *letters, *pieces])
    for word, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        for form in (word, plain_token(word)):
            if len(chosen) < size:
                chosen.setdefault(form)
    return list(chosen)


def build_tokenizer(vocabulary: Sequence[str]) -> Any:
    """A `tokenizers.Tokenizer` (WordPiece by longest match) that cuts what `model_text.prepare` gives."""
    from tokenizers import Regex, Tokenizer, models, pre_tokenizers

    ids = {term: i for i, term in enumerate(vocabulary)}
    model = models.WordPiece(
        vocab=ids, unk_token=SPECIAL[UNKNOWN], continuing_subword_prefix=PIECE, max_input_chars_per_word=40
    )
    tokenizer = Tokenizer(model)
    # The same cut as `model_text.words`: runs of letters and digits apart from signs.
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Split(Regex(r"[^\p{L}\p{M}\p{N}]"), "isolated")]
    )
    tokenizer.add_special_tokens(list(SPECIAL))
    return tokenizer


def plain_ids(vocabulary: Sequence[str]) -> NDArray[np.int32]:
    """For each id that of the same term without accents (its own where there is none)."""
    ids = {term: i for i, term in enumerate(vocabulary)}
    out = np.arange(len(vocabulary), dtype=np.int32)
    for i, term in enumerate(vocabulary[len(SPECIAL) :], len(SPECIAL)):
        prefix = PIECE if term.startswith(PIECE) and len(term) > len(PIECE) else ""
        out[i] = ids.get(prefix + plain_token(term.removeprefix(prefix)), i)
    return out
