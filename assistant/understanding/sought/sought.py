"""What an answer must hold: the question's telling terms, the kind of answer, the numbers and names."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from assistant.understanding.sought.answer_types import AnswerType, answer_types
from assistant.understanding.sought.term_weights import weight
from assistant.understanding.sought.wording import (
    Expansions,
    expansions_with,
    in_long_names,
    long_names,
    pairs,
    proper_names,
    spell,
)
from assistant.vietnamese.document_numbers.mentions import find_number_mentions
from assistant.vietnamese.normalise import fold, strip_accents
from assistant.vietnamese.words.syllables import Token, tokens

# Words that ask or bind: they say nothing about the subject and stand in almost every sentence or in none.
_STOP_WORDS = """là gì nào ai ở nơi bao nhiêu mấy sao thế vậy còn hay hoặc và các những một được bị có không của cho với
về tại trong ngoài trên dưới để thì mà này đó kia ấy nó theo từ đến khi như do bởi ra vào lên lại đã sẽ
đang cần phải nên rằng hỏi xin ạ ơi giúp tôi em anh chị ông bà mình biết nếu đâu nhé hãy đối gồm bằng
cũng vẫn rất lâu ko"""
_STOP = frozenset(_STOP_WORDS.split())
# What a question about a document as a whole may hold beside its number: its kind, its issuer, and that it asks.
_NAMING = frozenset(
    """nội dung chính trích yếu nói việc vấn đề tóm tắt quy định nêu triển khai ban hành văn bản năm ngày tháng số
    ký hiệu ủy ban nhân dân hội đồng tỉnh thành phố xã phường huyện chính phủ thủ tướng bộ sở kế hoạch nghị quyết
    quyết định nghị định thông tư chỉ thị báo cáo tờ trình thông báo công văn đề án luật""".split()  # noqa: SIM905
)
_OF_THE_HEAD: frozenset[AnswerType] = frozenset({"signer", "issued_by", "issued_on", "status", "effective", "person"})


# A name of three or more syllables weighs about as much as a word of two.
IN_LONG_NAME = 0.5


@lru_cache(maxsize=2)
def _stops(accented: bool) -> frozenset[str]:
    return _STOP if accented else frozenset(strip_accents(word) for word in _STOP)


@lru_cache(maxsize=2)
def _naming(accented: bool) -> frozenset[str]:
    return _NAMING if accented else frozenset(strip_accents(word) for word in _NAMING)


@dataclass(frozen=True, slots=True)
class Sought:
    """A question ready to be compared with sentences: what one that answers it must hold.

    `weights`: telling syllables and pairs ("a_b") with their idf. `figures`: numbers and years that are not part of a
    document number. `named`: document numbers typed in full or in part, lower case. `names`: proper names (pairs of
    syllables typed with capitals inside the question). `accented`: false when it was typed without accents.
    `rest`: how many telling syllables are left without what names a document or asks for its subject ("Kế hoạch … năm
    2026 của Ủy ban nhân dân tỉnh … nói về việc gì?"). `expansions`: what abbreviations stand for, those of the reviewed
    table and those the store's documents define.
    """

    text: str
    weights: Mapping[str, float]
    types: frozenset[AnswerType]
    figures: frozenset[str]
    named: tuple[str, ...]
    names: frozenset[str]
    accented: bool
    expansions: Expansions
    rest: int = 0
    read: dict[str, tuple[list[Token], list[int]]] = field(default_factory=dict, repr=False, compare=False)
    """Texts cut into tokens for this question: a passage is judged as a whole and sentence by sentence."""

    def terms_of(self, text: str, start: int = 0, end: int | None = None) -> list[str]:
        """Syllables of `text[start:end]` in the form that compares with `weights` (see `spell`)."""
        if text not in self.read:
            found = tokens(text)
            self.read[text] = (found, [token.start for token in found])
        found, starts = self.read[text]
        if end is not None:
            found = found[bisect_left(starts, start) : bisect_left(starts, end)]
        return spell(text, found, self.accented, self.expansions)


def seek(text: str, defined: Sequence[tuple[str, str]] = ()) -> Sought:
    """Raises nothing; a question without a telling term has no `weights`. `defined`: see `Understanding.defined`."""
    expansions = expansions_with(defined)
    accented = strip_accents(text) != fold(text)
    # "Đề án 06" is what people call a subject, not a document they ask to look into.
    mentions = [mention for mention in find_number_mentions(text) if mention.alias is None]
    rest = _without(text, [mention.span for mention in mentions])
    found = tokens(rest)
    stops = _stops(accented)
    words = [word if word not in stops else "" for word in spell(rest, found, accented, expansions)]
    weights = {word: weight(word, accented) for word in words if word}
    weights |= {pair: weight(pair, accented) for pair in pairs(words)}
    for term in in_long_names(words, long_names(expansions.values(), accented)) & weights.keys():
        weights[term] *= IN_LONG_NAME
    types = answer_types(rest, accented)
    capitals = [token for token in found[1:] if rest[token.start].isupper()]
    naming = _naming(accented) | set(spell(rest, capitals, accented, expansions))
    remaining = sum("_" not in word and not word.isdigit() and word not in naming for word in weights)
    if mentions and not remaining and not types & _OF_THE_HEAD:
        types.add("subject")
    return Sought(
        text=text,
        weights=weights,
        types=frozenset(types),
        figures=frozenset(t.text for t in found if t.text.replace(",", "").replace(".", "").isdigit()),
        named=tuple(_named(mention.serial, mention.year, mention.symbol) for mention in mentions),
        names=proper_names(rest, found, accented),
        accented=accented,
        expansions=expansions,
        rest=remaining,
    )


def _named(serial: str, year: int | None, symbol: str | None) -> str:
    middle = f"/{year}" if year else ""
    return f"{serial}{middle}/{symbol}".lower() if symbol else f"{serial}{middle}"


def _without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    for start, end in sorted(spans, reverse=True):
        text = f"{text[:start]} , {text[end:]}"
    return text
