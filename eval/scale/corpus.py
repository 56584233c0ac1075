"""As many articles as wanted: the real ones in a fixed order, then the same again and again, each time perturbed."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence

Article = tuple[str, str, str]
"""`(id, title, text)`."""

CHANGED = 0.12
"""Share of the syllables that a repetition drops (a third of them) or replaces: near enough to be real text, far enough
that neither terms nor vectors of two repetitions are alike (cosine to the original about 0.9)."""

_VOCABULARY_FROM = 400  # articles; replacements are drawn as often as they stand in these
_NUMBER = re.compile(r"\d+")


def stream(articles: Sequence[Article], start: int, seed: int = 0) -> Iterator[Article]:
    """The articles from number `start` on, without end; the same `seed` gives the same stream."""
    order = list(range(len(articles)))
    random.Random(seed).shuffle(order)
    words = [word for i in order[:_VOCABULARY_FROM] for word in articles[i][2].split()]
    n = start
    while True:
        repetition, place = divmod(n, len(articles))
        identifier, title, text = articles[order[place]]
        if repetition == 0:
            yield identifier, title, text
        else:
            chance = random.Random(f"{seed}/{n}")
            name = f"{identifier}#{repetition}"
            yield name, perturbed(title, words, chance), perturbed(text, words, chance)
        n += 1


def perturbed(text: str, words: Sequence[str], chance: random.Random) -> str:
    """`text` with `CHANGED` of its syllables dropped or replaced out of `words` and every number another of its length;
    lines stay lines, and the first word of a line stays, because it makes the outline ("Điều", "1.", "a)")."""
    lines = []
    for line in text.split("\n"):
        parts = line.split(" ")
        for _ in range(round(CHANGED * (len(parts) - 1))):
            at = chance.randrange(1, len(parts))
            parts[at] = "" if chance.random() < 1 / 3 else chance.choice(words)
        first, rest = parts[0], " ".join(part for part in parts[1:] if part)
        lines.append(f"{first} {_NUMBER.sub(lambda found: _another(found[0], chance), rest)}".strip())
    return "\n".join(lines)


def _another(number: str, chance: random.Random) -> str:
    low = 10 ** (len(number) - 1)
    return str(chance.randrange(low, low * 10)) if len(number) < 6 else number
