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
# ln(64,108 / 60): pairs seen in fewer than 60 articles are not in the table, which keeps it small.
RAREST_PAIR = 7.0
# A figure or a year is checked by itself (`Sought.figures`); as a term it weighs like a common word.
FIGURE = 3.0


@lru_cache(maxsize=1)
def _accented() -> Mapping[str, float]:
    table = (files("assistant.understanding.sought") / "weights.tsv").read_text(encoding="utf-8")
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
    """The idf of a folded syllable or pair ("chuyển_đổi"), natural logarithm, 0 (in every article) to `RAREST`.

    A pair the table lacks may be a rare word or an accident of the wording ("hỗ trợ | chuyển đổi"): it weighs
    what its syllables would if they met by chance, `RAREST_PAIR` at most.
    """
    first, joined, second = term.partition("_")
    if joined:
        known = _table(accented).get(term)
        return known if known is not None else min(weight(first, accented) + weight(second, accented), RAREST_PAIR)
    if term.replace(",", "").replace(".", "").isdigit():
        return FIGURE
    return _table(accented).get(term, RAREST)


def _table(accented: bool) -> Mapping[str, float]:
    return _accented() if accented else _plain()
