"""Whether a document still stands: what other documents in the store say they do to it.

Only what they print is shown, never that a document is in force: a store may lack the one that ended it.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date as Date
from threading import Lock

from assistant.answering.citing.citation import document_label
from assistant.answering.citing.place import trim
from assistant.answering.citing.quoting import quote
from assistant.answering.evidence.candidates import stretches
from assistant.answering.store.protocols import Snapshot
from assistant.types import (
    Citation,
    Document,
    DocumentRecord,
    Extent,
    Mention,
    NamedReference,
    Reference,
    Relation,
    Scope,
    Span,
)
from assistant.vietnamese.document_numbers.numbers import same_number
from assistant.vietnamese.time.dates import day_after
from assistant.wording import say, words

ACTS: tuple[Relation, ...] = ("thay_the", "bai_bo", "ngung_hieu_luc", "sua_doi")
"""What a later document does to an earlier one, the gravest first; one that amends need not repeal."""
ACT_WORDS = words("force.acts")
DONE_WORDS = words("force.done")
_ITEM = re.compile(r"\s*(?:[a-zđ]{1,2}\)|[-–+]|\d{1,2}[.)])")
LONGEST_PART = 160
"""Code points of a part that is named within a sentence of ours; the quotation below it holds the rest."""
# Answers kept: people ask several questions about one document.
REMEMBERED = 500


@dataclass(frozen=True, slots=True)
class Later:
    """A document that says it replaces, repeals, suspends or amends another, and the sentence that says so.

    `effective` is the first day (ISO) on which the act holds, None where it cannot be known. `parts` are the parts it
    names, `excepted` what it lets go on, both word for word; `by` is the number of a third paper that did it, of which
    this one only tells.
    """

    record: DocumentRecord
    relation: Relation
    citations: tuple[Citation, ...]
    extent: Extent | None = None
    effective: str | None = None
    parts: tuple[str, ...] = ()
    excepted: str | None = None
    by: str | None = None


class LaterDocuments:
    """Looks up later documents in the catalog's graph; remembers them for a generation. Thread-safe."""

    def __init__(self) -> None:
        self._known: OrderedDict[tuple[int, int, frozenset[str]], tuple[Later, ...]] = OrderedDict()
        self._lock = Lock()

    def of(self, record: DocumentRecord, snapshot: Snapshot, scope: Scope) -> tuple[Later, ...]:
        """Documents of the caller's access groups that act on `record`, those that end it first.

        The other filters of `scope` do not count: a plan of another year is what replaces this one.
        """
        key = (snapshot.generation, record.id, scope.access_groups)
        with self._lock:
            if key in self._known:
                return self._known[key]
        found = _look(record, snapshot, Scope(access_groups=scope.access_groups))
        with self._lock:
            self._known[key] = found
            while len(self._known) > REMEMBERED:
                self._known.popitem(last=False)
        return found


def _look(record: DocumentRecord, snapshot: Snapshot, scope: Scope) -> tuple[Later, ...]:
    acts: dict[int, list[Mention]] = {}
    for mention in snapshot.mentions_of(record, scope, ACTS):
        acts.setdefault(mention.document_id, []).append(mention)
    found: list[Later] = []
    for document_id, mentions in acts.items():
        other = snapshot.record(document_id)
        if other is None or other.state not in ("ready", "partial"):
            continue
        meant = [m for m in mentions if _means(m, record, other)]
        if not meant:
            continue
        act = min(meant, key=lambda m: (ACTS.index(m.relation), m.span.start))
        document = snapshot.document(document_id)
        named: tuple[Reference | NamedReference, ...] = (*document.references, *document.named)
        said = {r.span: r for r in named}
        told = said.get(act.span)
        by = told.by if told is not None else None
        effective = act.effective or (begins(document) or other.letterhead.date if by is None else None)
        found.append(
            Later(
                other,
                act.relation,
                tuple(cite(other, document, act.span)),
                act.extent,
                effective,
                _parts(document, told),
                _words(document, told.excepted) if told is not None else None,
                by,
            )
        )
    found.sort(key=lambda later: ACTS.index(later.relation))
    return tuple({_instrument(later): later for later in reversed(found)}.values())[::-1]


def _instrument(later: Later) -> tuple[object, ...]:
    """Copies of one paper act once."""
    head = later.record.letterhead
    unknown = head.number is None or head.date is None
    return (later.record.id,) if unknown else (head.number, head.date, head.issuer)


def _parts(document: Document, told: Reference | NamedReference | None) -> tuple[str, ...]:
    """The parts of one paper that a document changes, as often as it names it, in order."""
    if told is None or told.relation not in ("sua_doi", "ngung_hieu_luc"):
        return ()
    if isinstance(told, Reference):
        same = [r.part for r in document.references if r.number == told.number and r.relation == told.relation]
    else:
        same = [r.part for r in document.named if (r.name, r.year) == (told.name, told.year)]
    named = [words for part in same if (words := _words(document, part))]
    return tuple({words.casefold(): words for words in reversed(named)}.values())[::-1]


def _words(document: Document, span: Span | None) -> str | None:
    """A stretch of the text in one line, not in capitals; None where it is too long for a sentence of ours."""
    said = " ".join(span.of(document.text).split()) if span is not None else ""
    if said.isupper():  # a title in capitals
        said = said.lower()
    return said if 0 < len(said) <= LONGEST_PART else None


def note(record: DocumentRecord, later: Later) -> str:
    """One sentence for the reader, with the words of the later document."""
    lead = later.citations[0].context
    quoted = " ".join(citation.quote for citation in later.citations)
    number = record.letterhead.number or document_label(record)
    untitled = replace(later.record, letterhead=replace(later.record.letterhead, title=None))
    said = f"{lead} … {quoted}" if lead else quoted
    if later.by is not None:
        return say(
            "force.notes.done_by_another",
            document=document_label(untitled),
            act=DONE_WORDS[later.relation],
            by=later.by,
            number=number,
            said=said,
        )
    return say(
        "force.notes.later", document=document_label(untitled), act=ACT_WORDS[later.relation], number=number, said=said
    )


def begins(document: Document) -> str | None:
    """The first day (ISO) on which the whole of a document is in force, as it says itself; None where it does not."""
    for said in document.validity:
        if said.kind == "hieu_luc" and said.part is None:
            computed = day_after(document.letterhead.date, said.after_days)
            return computed or said.start
    return None


def _means(mention: Mention, record: DocumentRecord, other: DocumentRecord) -> bool:
    """Whether a mention by `other` is of `record` and not of a document of the same number by another issuer or year:
    by its date; without one by the year in the number or by the issuer, which must be the same."""
    ours, theirs = record.letterhead, other.letterhead
    if ours.date is not None and theirs.date is not None and theirs.date < ours.date:
        return False
    if mention.number is None:  # a law by its name and year, of which the store has one
        return True
    if ours.number is None or not same_number(mention.number, ours.number):
        return False
    if mention.date is not None and ours.date is not None:
        return mention.date == ours.date
    return ours.number.count("/") > 1 or (ours.issuer is not None and ours.issuer == theirs.issuer)


def cite(record: DocumentRecord, document: Document, span: Span) -> list[Citation]:
    """The sentence that holds `span`, one citation for each page; a list's lead-in is its context."""
    start = document.text.rfind("\n", 0, span.start) + 1
    end = document.text.find("\n", span.end)
    line = document.text[start : end if end >= 0 else len(document.text)]
    inside = span.start - start
    found = next((s for s in stretches(line) if s[0] <= inside < s[1]), (0, len(line)))
    sentence = trim(document.text, Span(start + found[0], start + found[1]))
    lead = _lead_in(document.text, start, span.start)
    return list(quote(record, document, sentence, lead=lead.of(document.text).strip() if lead is not None else ""))


def _lead_in(text: str, line: int, offset: int) -> Span | None:
    """ "2. Bãi bỏ các văn bản sau đây:", which governs the list item at `offset`."""
    if _ITEM.match(text, line) is None:
        return None
    from assistant.parsing import lead_in_of  # a tenth of a second to load, for the few answers that need it

    return lead_in_of(text, offset)


def today() -> str:
    """The day of the question, ISO."""
    return Date.today().isoformat()


def ending(later: Sequence[Later]) -> Later | None:
    """The first that ends the whole document."""
    return next((one for one in later if one.relation in ("thay_the", "bai_bo") and one.extent != "mot_phan"), None)
