"""Pairs of a question and its passage made from texts alone, the n-th batch being the same whoever draws it."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass

from training.encoder.pairs.corpora import Article, Read, passages
from training.encoder.pairs.noise import recognised, typed
from training.static.pairs import ASKING, OPENING

SHARES = {"title": 0.38, "path": 0.14, "definition": 0.08, "neighbour": 0.18, "news": 0.08, "reading": 0.14}
"""Kinds of pairs. Titles are the nearest to questions; stretches of neighbouring text teach what belongs together;
of reading there are few, but people typed them."""
ASKED = 0.6
"""Of titles: those put as a question, which is what is typed."""
READ_WRONG = 0.06
"""Of passages: those of a page that was recognised."""
TITLED = 0.6
"""Of passages whose question is their title: those that begin with it. The others must be found by what they say."""
_DEFINED = re.compile(
    r"^(?:\d{1,2}[.)]|[a-zđ]\)|-)?\s*(?P<term>[A-ZĐÀ-Ỹ][^\n.:;]{2,70}?) là (?P<rest>[^\n]{30,})$", re.M
)
_SENTENCE = re.compile(r"[^\n.;]{25,220}[.;]?")


@dataclass(frozen=True, slots=True)
class Pair:
    """A question and its passage as text (no prefixes); passages under one of a question's `keys` are not wrong."""

    question: str
    passage: str
    keys: frozenset[str]
    wrong: tuple[tuple[str, frozenset[str]], ...] = ()


class Drawing:
    """Draws pairs from articles of law, news stories, and questions with the texts that answer them or do not."""

    def __init__(
        self, law: Sequence[Article], news: Sequence[Article], reading: Sequence[Read], bare: float, seed: int
    ) -> None:
        self.law, self.news, self.reading, self.bare, self.seed = law, news, reading, bare, seed
        self.titled = [a for a in law if len(a.title) >= 12]
        self.defining = [a for a in law if "từ ngữ" in a.title.lower() and _DEFINED.search(a.text)]
        counts: dict[str, int] = {}
        for article in law:
            counts[article.title.lower()] = counts.get(article.title.lower(), 0) + 1
        self.common = {title for title, count in counts.items() if count >= 4}

    def draw(self, number: int, size: int) -> list[Pair]:
        rng = random.Random(f"{self.seed} {number}")
        kinds = rng.choices(list(SHARES), list(SHARES.values()), k=size)
        return [self._made(kind, rng) for kind in kinds]

    def _made(self, kind: str, rng: random.Random) -> Pair:
        if kind == "news" and self.news:
            article = rng.choice(self.news)
            question = article.law if rng.random() < 0.4 and article.law else article.title
            return self._pair(question, _some_passage(article, 0.0, rng), article, rng)
        if kind == "reading" and self.reading:
            return self._read(rng.choice(self.reading), rng)
        if kind == "definition" and self.defining:
            return self._definition(rng.choice(self.defining), rng)
        if kind in ("title", "path") and self.titled:
            article = rng.choice(self.titled)
            named = kind == "path" or article.title.lower() in self.common
            question = f"{article.title} {article.law}" if named and article.law else article.title
            question = _asked(question, rng) if rng.random() < ASKED else question
            return self._pair(question, _some_passage(article, TITLED, rng), article, rng)
        return self._neighbour(rng.choice(self.law), rng)

    def _read(self, read: Read, rng: random.Random) -> Pair:
        """What does not answer, though a search engine found it, is a hard negative."""
        key = frozenset((f"read {read.question}",))
        wrong = tuple((text, frozenset((f"read {text}",))) for text in rng.sample(read.wrong, min(1, len(read.wrong))))
        return Pair(typed(read.question, self.bare, rng), rng.choice(read.right), key, wrong)

    def _neighbour(self, article: Article, rng: random.Random) -> Pair:
        """A sentence of the article asks for the passage it stands beside, or was taken out of."""
        held = passages(article.title, article.text)
        at = rng.randrange(len(held))
        other = held[min(max(at + rng.choice((-1, 1)), 0), len(held) - 1)]
        found = _SENTENCE.findall(other.removeprefix(article.title)) or [other[:200]]
        sentence = rng.choice(found).strip()
        passage = held[at] if rng.random() < 0.5 else held[at].removeprefix(f"{article.title}\n")
        if sentence in passage:
            passage = passage.replace(sentence, "", 1)
        question = _asked(sentence, rng) if rng.random() < 0.3 else sentence
        return self._pair(question, passage if len(passage) >= 40 else held[at], article, rng)

    def _definition(self, article: Article, rng: random.Random) -> Pair:
        match = rng.choice(list(_DEFINED.finditer(article.text)))
        ask = rng.choice(("{} là gì?", "Thế nào là {}?", "{} được hiểu như thế nào?", "khái niệm {}", "{} nghĩa là gì"))
        line = match[0].strip()
        around = article.text[max(0, match.start() - 200) : match.end() + 300]
        return self._pair(ask.format(match["term"]), rng.choice((line, f"{article.title}\n{around}")), article, rng)

    def _pair(self, question: str, passage: str, article: Article, rng: random.Random) -> Pair:
        if rng.random() < READ_WRONG:
            passage = recognised(passage, rng)
        keys = {article.key} if not article.title else {article.key, f"{article.title.lower()} {article.law}"}
        return Pair(typed(question, self.bare, rng), passage, frozenset(keys))


def _asked(text: str, rng: random.Random) -> str:
    if rng.random() < 0.65:
        return f"{text.rstrip('.;:')} {rng.choice(ASKING)}"
    return f"{rng.choice(OPENING)} {text[:1].lower()}{text[1:]}"


def _some_passage(article: Article, titled: float, rng: random.Random) -> str:
    """The first passage of an article more often than its later ones: a title says most of the beginning."""
    held = passages(article.title, article.text)
    passage = held[0] if rng.random() < 0.5 else rng.choice(held)
    return passage if rng.random() < titled else passage.removeprefix(f"{article.title}\n")
