"""A follow-up question is understood with the question before it, by a rule a person can predict.

"còn thời hạn thì sao?" after "Cơ quan nào chủ trì xây dựng kho dữ liệu trong kế hoạch 1090?" is searched as "thời hạn
xây dựng kho dữ liệu trong kế hoạch 1090": what the new question brings takes the place of what the old one asked for,
the subject and the named document stay.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.understanding.follow_up.conversation import Conversation
from assistant.vietnamese.document_numbers.mentions import find_number_mentions
from assistant.vietnamese.normalise import fold, strip_accents

# Telling words above which a question stands on its own, unless it opens or points like a follow-up.
SHORT = 4

_OPENS = re.compile(r"^(thế còn|vậy còn|thế thì|vậy thì|còn|thế|vậy|rồi|và|ngoài ra)\b[\s,]*", re.IGNORECASE)
_ENDS = re.compile(
    r"[\s,]*\b(thì sao|thì thế nào|thì như thế nào|ra sao|như thế nào|thế nào|là gì|nhỉ|ạ|vậy)?[\s?.!]*$", re.IGNORECASE
)
_KINDS = (
    r"văn bản|kế hoạch|nghị quyết|quyết định|nghị định|thông tư|luật|chỉ thị|công văn|báo cáo|tờ trình|thông báo|đề án"
)
_POINTS = re.compile(
    rf"\b(({_KINDS}|nội dung|nhiệm vụ|mục tiêu|việc|điều) (này|đó|trên|ấy|nói trên|vừa nêu)|nó|đó|ở trên)\b",
    re.IGNORECASE,
)
_DOCUMENT = re.compile(rf"\b({_KINDS}) (này|đó|trên|ấy|nói trên|vừa nêu)\b|\bnó\b", re.IGNORECASE)
_ASKS = re.compile(
    r"(do )?(những )?(ai|cơ quan nào|đơn vị nào|tổ chức nào|sở nào|bộ nào|người nào)"
    r"( (được )?(chủ trì|thực hiện|phụ trách|phối hợp|ban hành|ký|chịu trách nhiệm))?|"
    r"khi nào|bao giờ|(vào )?(ngày|tháng|năm|quý) nào|(là )?bao nhiêu|(là )?bao lâu|(là )?gì\b|"
    r"như thế nào|thế nào|ra sao|ở đâu|những gì|(thời hạn|thời gian|hạn|tiến độ)( hoàn thành| thực hiện)?( của)?|"
    r"(mục tiêu|nhiệm vụ|giải pháp|kinh phí|chỉ tiêu|sản phẩm|nguyên tắc)( nào)?( của)?|"
    r"có những|gồm những|(các|những)\b|\bnào\b|[?]",
    re.IGNORECASE,
)
_AGENCY = re.compile(
    r"\b(?:Ủy ban nhân dân|UBND|Hội đồng nhân dân|HĐND|Công an|"
    r"(?:Sở|Bộ|Ban|Cục|Chi cục|Văn phòng|Trung tâm|Viện|Thanh tra)"
    r"(?:\s+(?:Ủy ban nhân dân|UBND|(?:và\s+)?[A-ZĐÀ-Ỹ][^\W\d_]*"
    r"(?:\s+(?!trong|của|theo|tại|là|có|và|ở|đến|được|phải|chủ|phối|thì)[a-zà-ỹđ][^\W\d_]*)?))+)"
    r"(?:\s+(?:tỉnh|thành phố|cấp xã|xã|phường)(?:\s+[A-ZĐÀ-Ỹ][^\W\d_]*)*)?"
)
_YEAR = re.compile(r"\b(năm )?(19|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class Followed:
    """What to search for. `understood_as` is None when the question stands on its own; `document_ids` when it points at
    the document of the last answer ("văn bản này")."""

    text: str
    understood_as: str | None = None
    document_ids: tuple[int, ...] = ()


def resolve(question: str, conversation: Conversation | None) -> Followed:
    """`question` with the subject of the turn before it where it is a follow-up, else as it is."""
    question = " ".join(question.split())
    if conversation is None or not conversation.turns or not is_follow_up(question):
        return Followed(question)
    last = conversation.turns[-1]
    pointed = _DOCUMENT.search(question) is not None
    brought = _tidy(_POINTS.sub(" ", _ENDS.sub("", _OPENS.sub("", question))))
    text = _replaced(last.understood, brought) or _tidy(f"{brought} {_subject(last.understood, brought)}") or question
    understood = f"{text[0].upper()}{text[1:]}"
    return Followed(understood, understood, last.document_ids[:1] if pointed else ())


def follows(question: str, conversation: Conversation | None) -> bool:
    """Whether `question` is completed with the turn before it."""
    return resolve(question, conversation).understood_as is not None


def is_follow_up(question: str) -> bool:
    """Whether `question` leans on the one before: it opens with "còn", "thế" …, points back ("văn bản này", "nó"), or
    is too short to stand alone; one that names a document by number, or has a subject of its own, does not."""
    if find_number_mentions(question):
        return _OPENS.match(question) is not None and len(question.split()) <= 2 * SHORT
    if _POINTS.search(question):
        return True
    telling = len(_tidy(_ASKS.sub(" ", _OPENS.sub("", _ENDS.sub("", question)))).split())
    return telling <= 2 * SHORT if _OPENS.match(question) else telling <= SHORT - 2


def _replaced(previous: str, brought: str) -> str | None:
    """The question before with its agency, year or document number exchanged, when the new one brings no more."""
    for find in (_mentions, _agencies, _years):
        new, old = find(brought), find(previous)
        if len(new) == 1 and len(old) == 1 and not _tidy(_cut(brought, new)):
            (a, b), (c, d) = old[0], new[0]
            return _tidy(f"{previous[:a]}{brought[c:d]}{previous[b:]}")
    return None


def _subject(previous: str, brought: str) -> str:
    """What the question before was about, without what it asked for and what the new question replaces."""
    subject = _ASKS.sub(" ", _ENDS.sub("", _OPENS.sub("", previous)))
    for find in (_mentions, _agencies, _years):
        if find(brought):
            subject = _cut(subject, find(subject))
    have = [fold(word) for word in brought.split()]
    return _tidy(" ".join(word for word in subject.split() if not any(_same(fold(word), other) for other in have)))


def _same(word: str, other: str) -> bool:
    """Whether two folded words may be one: with the same accents, or one of them typed without ("Sở" is not "số")."""
    bare = strip_accents(word)
    return word == other or (bare == strip_accents(other) and bare in (word, other))


def _mentions(text: str) -> list[tuple[int, int]]:
    return [mention.span for mention in find_number_mentions(text)]


def _agencies(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in _AGENCY.finditer(text)]


def _years(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in _YEAR.finditer(text)]


def _cut(text: str, spans: Sequence[tuple[int, int]]) -> str:
    for start, end in sorted(spans, reverse=True):
        text = f"{text[:start]} {text[end:]}"
    return text


def _tidy(text: str) -> str:
    text = re.sub(r"\s+", " ", re.sub(r"\(\s*\)", " ", text)).strip(" ,.;:?!–-")
    return re.sub(r"\s+([,.;:?])", r"\1", text)
