"""How telling a term is: inverse document frequencies of syllables and of pairs of neighbouring syllables.

The table is counted once over 64,108 law articles (`training/answering_weights.py`), so that the decision "nothing in
the store supports an answer" does not depend on how many documents a store holds. A term the table lacks is rare there,
hence as telling as a term can be.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

from assistant.vietnamese.normalise import strip_accents

# ln(64,108 / 8): terms seen in fewer than 8 articles are not in the table.
RAREST = 9.0
# A pair below 60 articles is as telling as two rare syllables for any purpose here, and the table stays small.
RAREST_PAIR = 7.0


@lru_cache(maxsize=1)
def _accented() -> Mapping[str, float]:
    table = (files("assistant.answering") / "weights.tsv").read_text(encoding="utf-8")
    return {term: int(tenths) / 10 for term, _, tenths in (line.partition("\t") for line in table.splitlines())}


@lru_cache(maxsize=1)
def _plain() -> Mapping[str, float]:
    """Without accents several terms fall together; the commonest decides."""
    plain: dict[str, float] = {}
    for term, weight in _accented().items():
        key = strip_accents(term)
        plain[key] = min(weight, plain.get(key, RAREST))
    return plain


def weight(term: str, accented: bool = True) -> float:
    """The idf of a folded syllable or pair ("chuyển_đổi"), natural logarithm, 0 (in every article) to `RAREST`."""
    table = _accented() if accented else _plain()
    return table.get(term, RAREST_PAIR if "_" in term else RAREST)
