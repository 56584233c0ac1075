"""What a question asks for: its telling terms, the kind of answer, the numbers and names that must be there."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from assistant.understanding.term_weights import weight
from assistant.vietnamese.document_numbers.mentions import find_number_mentions
from assistant.vietnamese.names.abbreviations import EXPANSIONS
from assistant.vietnamese.normalise import fold, strip_accents
from assistant.vietnamese.words.syllables import Token, is_vietnamese_syllable, tokens

QuestionType = Literal[
    "who",
    "when",
    "effective",
    "where",
    "how_much",
    "list",
    "definition",
    "document",
    "signer",
    "issued_by",
    "issued_on",
    "subject",
    "status",
    "person",
    "money",
    "percent",
]

# Words that ask or bind: they say nothing about the subject and stand in almost every sentence or in none.
_STOP_WORDS = """là gì nào ai ở nơi bao nhiêu mấy sao thế vậy còn hay hoặc và các những một được bị có không của cho với
về tại trong ngoài trên dưới để thì mà này đó kia ấy nó theo từ đến khi như do bởi ra vào lên lại đã sẽ
đang cần phải nên rằng hỏi xin ạ ơi giúp tôi em anh chị ông bà mình biết nếu đâu nhé hãy đối gồm bằng
cũng vẫn rất lâu ko"""
_STOP = frozenset(_STOP_WORDS.split())
# Offices a person holds; "thủ trưởng cơ quan" is whoever it may be.
_OFFICE = (
    r"(phó )?(giám đốc|chủ tịch|bí thư|bộ trưởng|thứ trưởng|chánh văn phòng|tổ trưởng|tổ phó|trưởng ban|viện trưởng)"
)
_PATTERNS: Mapping[QuestionType, str] = {
    "signer": r"\b(ai|người nào) (là người )?(đã )?ký|người ký|do ai ký|ai ký",
    "issued_by": r"(do ai|do cơ quan nào|ai|cơ quan nào|đơn vị nào|nơi nào) (đã )?ban hành|cơ quan ban hành",
    "issued_on": r"ban hành (vào )?(ngày|khi|năm|lúc|bao giờ|tháng) ?(nào|mấy|bao nhiêu)?|ngày ban hành|ký ngày nào",
    "subject": r"(nói về|về|quy định|nêu|triển khai) ((việc|vấn đề|nội dung|cái) )?gì\W*$|"
    r"(nội dung|trích yếu)( chính)? (là )?gì\W*$|^\W*(là )?(văn bản )?gì\W*$",
    "who": r"\bai\b|cơ quan nào|đơn vị nào|tổ chức nào|sở nào|bộ nào|ban nào|phòng nào|chủ thể nào|người nào|cấp nào|"
    r"chủ trì|phối hợp|đầu mối|phụ trách|thẩm quyền|trách nhiệm của|đơn vị thực hiện|cơ quan thực hiện",
    "when": r"khi nào|bao giờ|thời hạn|thời gian|thời điểm|ngày nào|năm nào|tháng nào|quý nào|lúc nào|chậm nhất|"
    r"hạn (chót|cuối|nộp|nào)|bao lâu|mấy (ngày|tháng|năm)|bao nhiêu (ngày|tháng|năm|giờ)|mấy giờ|hiệu lực|"
    r"tiến độ|xong trước|giai đoạn nào",
    "effective": r"hiệu lực|áp dụng từ",
    "where": r"ở đâu|tại đâu|địa điểm|nơi nào|chỗ nào",
    "how_much": r"bao nhiêu|\bmấy\b|tỷ lệ|tỉ lệ|kinh phí|mức (phạt|phí|hỗ trợ|thu|chi|tiền|giá|lương|độ)|số lượng|"
    r"chỉ tiêu|phần trăm|tổng số|diện tích|giá trị",
    "money": r"kinh phí|(bao nhiêu|mấy) (tiền|tỷ|tỉ|triệu|nghìn|đồng)|tổng vốn|vốn .*bao nhiêu|phạt tiền|"
    r"(mức|số) (tiền|hỗ trợ|phí|thu|chi|lương|học phí)|học phí|giải thưởng|lệ phí|trả bao nhiêu",
    "percent": r"phần trăm|tỷ lệ|tỉ lệ|bao nhiêu ?%",
    "definition": r"là gì|thế nào là|nghĩa là|được hiểu|khái niệm|định nghĩa|có nghĩa",
    "list": r"những|\bcác\b|bao gồm|gồm|liệt kê|nêu (tên|rõ|các)|kể (ra|tên)|mục tiêu|nhiệm vụ|"
    r"giải pháp|điều kiện|hồ sơ|trường hợp nào|quyền gì|nghĩa vụ gì|nội dung gì|làm gì",
    "status": r"còn (được )?(áp dụng|hiệu lực|giá trị)|hết hiệu lực|"
    r"(bị|được) (thay thế|thay|bãi bỏ|hủy bỏ|sửa đổi|bổ sung)\b.*\b(chưa|không)\W*$|"
    r"văn bản nào (khác )?(thay|sửa|bãi bỏ)",
    "person": rf"\bai (đang |hiện )?(là|làm|giữ chức)\b.*\b{_OFFICE}|\b{_OFFICE}\b.*\blà (ai|người nào)\b|"
    rf"(họ )?tên (của )?{_OFFICE}",
    "document": r"(văn bản|kế hoạch|nghị quyết|quyết định|nghị định|thông tư|luật|chỉ thị|công văn|báo cáo|tờ trình|"
    r"đề án) (nào|gì|số mấy|số bao nhiêu)|căn cứ (vào )?(đâu|văn bản)|thay thế|sửa đổi",
}


@lru_cache(maxsize=2)
def _compiled(accented: bool) -> tuple[tuple[QuestionType, re.Pattern[str]], ...]:
    return tuple((kind, re.compile(p if accented else strip_accents(p))) for kind, p in _PATTERNS.items())


@lru_cache(maxsize=2)
def _stops(accented: bool) -> frozenset[str]:
    return _STOP if accented else frozenset(strip_accents(word) for word in _STOP)


@lru_cache(maxsize=1)
def _expansions() -> Mapping[str, tuple[str, ...]]:
    return _written_out(EXPANSIONS.items())


def _written_out(pairs_: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """Abbreviation in lower case, with and without its accents -> the syllables it stands for; the first one counts."""
    found: dict[str, tuple[str, ...]] = {}
    for short, long in pairs_:
        for form in (fold(short), strip_accents(short)):
            found.setdefault(form, tuple(t.text for t in tokens(long)))
    return found


# What a question about a document as a whole may hold beside its number: its kind, its issuer, and that it asks.
_NAMING = frozenset(
    """nội dung chính trích yếu nói việc vấn đề tóm tắt quy định nêu triển khai ban hành văn bản năm ngày tháng số
    ký hiệu ủy ban nhân dân hội đồng tỉnh thành phố xã phường huyện chính phủ thủ tướng bộ sở kế hoạch nghị quyết
    quyết định nghị định thông tư chỉ thị báo cáo tờ trình thông báo công văn đề án luật""".split()  # noqa: SIM905
)
_OF_THE_HEAD: frozenset[QuestionType] = frozenset({"signer", "issued_by", "issued_on", "status", "effective", "person"})


@lru_cache(maxsize=2)
def _naming(accented: bool) -> frozenset[str]:
    return _NAMING if accented else frozenset(strip_accents(word) for word in _NAMING)


# A name of three or more syllables weighs about as much as a word of two.
IN_LONG_NAME = 0.5


@dataclass(frozen=True, slots=True)
class Question:
    """A question ready to be compared with sentences.

    `weights`: telling syllables and pairs ("a_b") with their idf. `figures`: numbers and years that are not part of a
    document number. `named`: document numbers typed in full or in part, lower case. `names`: proper names (pairs of
    syllables typed with capitals inside the question). `accented`: false when it was typed without accents.
    `rest`: how many telling syllables are left without what names a document or asks for its subject ("Kế hoạch … năm
    2026 của Ủy ban nhân dân tỉnh … nói về việc gì?"). `expansions`: what abbreviations stand for, those of the reviewed
    table and those the store's documents define.
    """

    text: str
    weights: Mapping[str, float]
    types: frozenset[QuestionType]
    figures: frozenset[str]
    named: tuple[str, ...]
    names: frozenset[str]
    accented: bool
    expansions: Mapping[str, tuple[str, ...]]
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


def read_question(text: str, defined: Sequence[tuple[str, str]] = ()) -> Question:
    """Raises nothing; a question without a telling term has no `weights`. `defined`: see `Understanding.defined`."""
    expansions = {**_written_out(defined), **_expansions()} if defined else _expansions()
    accented = strip_accents(text) != fold(text)
    # "Đề án 06" is what people call a subject, not a document they ask to look into.
    mentions = [mention for mention in find_number_mentions(text) if mention.alias is None]
    rest = _without(text, [mention.span for mention in mentions])
    found = tokens(rest)
    stops = _stops(accented)
    words = [word if word not in stops else "" for word in spell(rest, found, accented, expansions)]
    weights = {word: weight(word, accented) for word in words if word}
    weights |= {pair: weight(pair, accented) for pair in pairs(words)}
    for term in _in_long_names(words, _long_names(expansions.values(), accented)) & weights.keys():
        weights[term] *= IN_LONG_NAME
    lowered = re.sub(r"\bAI\b", "a.i.", rest)  # the technology, not the pronoun
    lowered = fold(lowered) if accented else strip_accents(lowered)
    types = {kind for kind, pattern in _compiled(accented) if pattern.search(lowered)}
    names = _names(rest, found, accented)
    capitals = [token for token in found[1:] if rest[token.start].isupper()]
    naming = _naming(accented) | set(spell(rest, capitals, accented, expansions))
    remaining = sum("_" not in word and not word.isdigit() and word not in naming for word in weights)
    if mentions and not remaining and not types & _OF_THE_HEAD:
        types.add("subject")
    return Question(
        text=text,
        weights=weights,
        types=frozenset(types),
        figures=frozenset(t.text for t in found if t.text.replace(",", "").replace(".", "").isdigit()),
        named=tuple(_named(mention.serial, mention.year, mention.symbol) for mention in mentions),
        names=names,
        accented=accented,
        expansions=expansions,
        rest=remaining,
    )


def _in_long_names(words: Sequence[str], long_names: Mapping[str, Sequence[tuple[str, ...]]]) -> set[str]:
    """Syllables and pairs of what an abbreviation stands for ("ủy ban nhân dân"): four syllables, but one thing."""
    found: set[str] = set()
    for at, word in enumerate(words):
        for name in long_names.get(word, ()):
            if tuple(words[at : at + len(name)]) == name:
                found.update(name, pairs(name))
    return found


def _long_names(expansions: Iterable[tuple[str, ...]], accented: bool) -> Mapping[str, Sequence[tuple[str, ...]]]:
    """The names of three and more syllables by their first."""
    names: dict[str, tuple[tuple[str, ...], ...]] = {}
    for long in dict.fromkeys(expansions):
        name = tuple(word if accented else strip_accents(word) for word in long)
        if len(name) > 2:
            names[name[0]] = (*names.get(name[0], ()), name)
    return names


def spell(
    text: str, found: Sequence[Token], accented: bool, expansions: Mapping[str, tuple[str, ...]] | None = None
) -> list[str]:
    """The tokens `found` in `text`, folded, abbreviations written out, without accents when the question has none.

    An abbreviation that is a syllable too ("AI", "CT") is one only in capitals.
    """
    out: list[str] = []
    expansions = _expansions() if expansions is None else expansions
    for token in found:
        long = expansions.get(token.text)
        if long is None or (not text[token.start : token.end].isupper() and is_vietnamese_syllable(token.text)):
            out.append(token.text)
        else:
            out.extend(long)
    return out if accented else [strip_accents(word) for word in out]


def pairs(words: Iterable[str]) -> list[str]:
    """Neighbouring syllables as "a_b"; an empty string is a gap."""
    listed = list(words)
    return [f"{a}_{b}" for a, b in pairwise(listed) if a and b]


def _named(serial: str, year: int | None, symbol: str | None) -> str:
    middle = f"/{year}" if year else ""
    return f"{serial}{middle}/{symbol}".lower() if symbol else f"{serial}{middle}"


def _without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    for start, end in sorted(spans, reverse=True):
        text = f"{text[:start]} , {text[end:]}"
    return text


_PERSON = frozenset({"anh", "chị", "ông", "bà", "em", "cô", "chú"})


def _names(text: str, found: Sequence[Token], accented: bool) -> frozenset[str]:
    """Pairs of neighbouring syllables both typed Like This, not at the start: the name of a place or an organisation.

    The people of a story ("anh Nguyễn Văn An") stand in no document and are left out.
    """
    names: set[str] = set()
    story = False
    for before, a, b in zip(found, found[1:], found[2:], strict=False):
        words = text[a.start : a.end], text[b.start : b.end]
        named = all(w[0].isupper() and w[1:].islower() for w in words) and text[a.end : b.start].isspace()
        story = named and (story or before.text in _PERSON)
        if named and not story:
            names.update(pairs(spell(text, (a, b), accented)))
    return frozenset(names)
