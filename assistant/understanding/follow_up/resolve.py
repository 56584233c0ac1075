"""A follow-up question is understood with the question before it, by rules a person can predict.

What it brings of the kinds in `parts` takes the place of its like ("còn Sở Nội vụ?", "thế năm 2027?") or is added
("của cấp xã?"); what it asks anew is asked about the subject before ("còn thời hạn thì sao?"). The words come read,
with their accents.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.understanding.follow_up.conversation import Conversation, Turn
from assistant.understanding.follow_up.cues import (
    ASKS,
    BINDS,
    DOCUMENT,
    ENDS,
    HANGING,
    JOINS,
    KINDS,
    OPENS,
    POINTS,
    SHORT,
    SO,
    SOURCE,
    TAIL,
    WHO,
)
from assistant.understanding.follow_up.forms import Form, form_of
from assistant.understanding.follow_up.parts import Part, counterpart, name_in, parts, phrase_with_head
from assistant.vietnamese.document_numbers.mentions import find_number_mentions
from assistant.vietnamese.normalise import fold, strip_accents

_ADDED_BY = {"agency": "của", "level": "ở", "place": "ở", "group": "đối với", "number": "theo", "label": "ở"}
"""What joins a part that has no like in the question before, where the person typed nothing that joins."""

_OVER = {"khoản": ("điều", "mục"), "điểm": ("khoản", "điều", "mục")}
"""Labels that stand inside others: "còn khoản 2?" after "Điều 6 quy định gì?" is khoản 2 of điều 6."""


@dataclass(frozen=True, slots=True)
class Followed:
    """What to search for. `understood_as` is None when the question stands on its own; `document_ids` when it points at
    the document of the last answer ("văn bản này"). `form`: how the answer is to be shown."""

    text: str
    understood_as: str | None = None
    document_ids: tuple[int, ...] = ()
    form: Form | None = None


def resolve(question: str, conversation: Conversation | None) -> Followed:
    """`question` with the subject of the turn before it where it is a follow-up, else as it is."""
    question = " ".join(question.split())
    text, form = form_of(question)
    last = conversation.turns[-1] if conversation is not None and conversation.turns else None
    if last is None:
        return Followed(text or question, form=form if text else None)
    if not text:
        return Followed(last.understood, last.understood, form=form)
    if not is_follow_up(text):
        return Followed(text, form=form)
    completed, ids = _completed(text, last)
    understood = f"{completed[0].upper()}{completed[1:]}"
    return Followed(understood, understood, ids, form)


def is_follow_up(question: str) -> bool:
    """Whether `question` leans on the one before: it opens with "còn", "thế" …, ends with "thì sao", points back ("văn
    bản này", "nó"), asks for the source, or is too short to stand alone; one that names a document by number, or has a
    subject of its own, does not."""
    words = len(question.split())
    opened = OPENS.match(question) is not None or SO.search(question) is not None
    if find_number_mentions(question):
        return opened and words <= 2 * SHORT
    if POINTS.search(question) or SOURCE.match(question):
        return True
    brought = ENDS.sub("", OPENS.sub("", question))
    telling = len(_tidy(ASKS.sub(" ", brought)).split())
    if opened or JOINS.match(question):
        return telling <= 2 * SHORT
    only_parts = bool(parts(brought)) and not _left_of(brought, parts(brought))
    return telling <= SHORT - 2 or (only_parts and words <= 2 * SHORT)


def _completed(question: str, last: Turn) -> tuple[str, tuple[int, ...]]:
    """The whole question, and the documents it is asked of."""
    if SOURCE.match(question) and not DOCUMENT.search(question):
        return f"Văn bản nào quy định về {_lowered(_topic(last.understood))}", last.document_ids
    pointer = DOCUMENT.search(question)
    if pointer is not None and (named := _document(last)):
        return _tidy(f"{question[: pointer.start()]}{named}{question[pointer.end() :]}"), last.document_ids[:1]
    ids = last.document_ids[:1] if pointer is not None else ()
    brought = _tidy(POINTS.sub(" ", ENDS.sub("", OPENS.sub("", question))))
    text = _exchanged(last.understood, brought) if brought and not POINTS.search(question) else None
    return text or _tidy(f"{brought} {_subject(last.understood, brought)}") or question, ids


def _document(last: Turn) -> str:
    """What "văn bản này" names: the document the last question names, else the one that answered it, by its number."""
    named = [part for part in parts(last.understood) if part.kind == "number"]
    if len(named) == 1:
        return last.understood[named[0].start : named[0].end]
    return f"văn bản số {last.number}" if last.number else ""


def _topic(previous: str) -> str:
    """What the question before is about, with the aspect it asks for ("chỉ tiêu", "mức thu")."""
    previous = re.sub(rf"^(?:{WHO}|(?:{KINDS}) nào(?: quy định| nói| nêu)?(?: về)?)\b", "", _tidy(previous), flags=re.I)
    tail = TAIL.search(previous)
    topic = previous[: tail.start()] if tail is not None and tail.start() > 0 else previous
    return HANGING.sub("", _tidy(re.sub(r" nào\b", "", topic)))


def _exchanged(previous: str, brought: str) -> str | None:
    """The question before with its names and numbers exchanged for those of `brought`, which holds nothing else; a name
    that has no like in it is added. None where `brought` asks or says more."""
    previous = _tidy(previous)
    join = JOINS.match(brought)
    new = _whole(parts(brought), brought)
    if new and not _left_of(brought, new):
        old = parts(previous)
        for part in reversed(new):
            previous = _with(previous, old, brought, part, join[0].strip() if join else "")
        return previous
    phrase = JOINS.sub("", brought)
    if not new and phrase and all(word[0].isupper() for word in phrase.split()):
        named = [at for part in parts(previous) if part.kind == "place" and (at := name_in(previous, part)) is not None]
        end = next((part.end for part in parts(previous) if named and part.start <= named[0] < part.end), 0)
        if named:
            return f"{previous[: named[0]]}{phrase}{previous[end:]}"
    if not phrase or ASKS.search(phrase) or len(phrase.split()) > SHORT + 1:
        return None
    where = phrase_with_head(previous, phrase.split()[0])
    if where is None or fold(previous[where[0] : where[1]]) == fold(phrase):
        return None
    return f"{previous[: where[0]]}{phrase}{previous[where[1] :]}"


def _with(previous: str, old: Sequence[Part], brought: str, part: Part, join: str) -> str:
    """`previous` with the one part of `brought` in it."""
    place = counterpart(part, old)
    if place is not None:
        start = place.start if part.core > part.start else place.core
        return f"{previous[:start]}{brought[part.start : part.end]}{previous[place.end :]}"
    words = brought[part.start : part.end]
    over = _OVER.get(part.head) if part.kind == "label" else None
    above = next((other for other in old if over is not None and other.head in over), None)
    if above is not None:
        return f"{previous[: above.start]}{words} {previous[above.start :]}"
    asks = re.match(rf"^{WHO.split('(?: ')[0]}\b", previous, re.IGNORECASE)
    if part.kind == "agency" and asks is not None and not join:
        return f"{words}{previous[asks.end() :]}"
    joined = " ".join(part for part in (join or _ADDED_BY.get(part.kind, ""), words) if part)
    tail = TAIL.search(previous)
    at = tail.start() if tail is not None and tail.start() > 0 else len(previous)
    return f"{previous[:at]} {joined}{previous[at:]}"


def _whole(new: list[Part], brought: str) -> list[Part]:
    """A place at the end with the words after it: its name, where it was typed without capitals ("xã mẫu tây")."""
    if not new or new[-1].kind != "place" or name_in(brought, new[-1]) is not None:
        return new
    after = brought[new[-1].end :]
    short = 0 < len(after.split()) <= SHORT - 1 and not ASKS.search(after) and not re.search(r"[,;]", after)
    return [*new[:-1], replace(new[-1], end=len(brought))] if short else new


def _left_of(text: str, found: Sequence[Part]) -> str:
    """What `text` says beside its parts and the words that join them."""
    rest = _tidy(_cut(text, [(part.start, part.end) for part in found]))
    return _tidy(BINDS.sub(" ", rest))


def _subject(previous: str, brought: str) -> str:
    """What the question before was about, without what it asked for and what the new question replaces."""
    previous = ENDS.sub("", OPENS.sub("", previous))
    kept = parts(previous)
    new = parts(brought)
    gone = [old for part in new if (old := counterpart(part, kept)) is not None]
    asked = [
        match.span()
        for match in ASKS.finditer(previous)
        if all(_apart(match, part) or (match.start() <= part.start and part.end <= match.end()) for part in kept)
    ]
    subject = _cut(previous, [*asked, *((part.start, part.end) for part in gone)])
    have = [fold(word) for word in brought.split()]
    subject = HANGING.sub("", _tidy(subject))
    return _tidy(" ".join(word for word in subject.split() if not any(_same(fold(word), other) for other in have)))


def _apart(match: re.Match[str], part: Part) -> bool:
    return match.end() <= part.start or part.end <= match.start()


def _same(word: str, other: str) -> bool:
    """Whether two folded words may be one: with the same accents, or one of them typed without ("Sở" is not "số")."""
    bare = strip_accents(word)
    return word == other or (bare == strip_accents(other) and bare in (word, other))


def _lowered(text: str) -> str:
    """Without the capital of a sentence's first word; a name or an abbreviation keeps it."""
    first, _, rest = text.partition(" ")
    named = not first[1:].islower() or (bool(parts(text)) and parts(text)[0].start == 0)
    return text if named else f"{first.lower()} {rest}".strip()


def _cut(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """`text` without the spans; overlapping ones go once."""
    kept = [True] * len(text)
    for start, end in spans:
        kept[start:end] = [False] * (end - start)
    return "".join(char if keep else " " for char, keep in zip(text, kept, strict=True))


def _tidy(text: str) -> str:
    text = re.sub(r"\s+", " ", re.sub(r"\(\s*\)", " ", text)).strip(" ,.;:?!–-")
    return re.sub(r"\s+([,.;:?])", r"\1", text)
