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
_ITEM = re.compile(r"\s*(?:[a-zđ]{1,2}\)|[-–+]|\d{1,2}[.)])")
# Answers kept: people ask several questions about one document.
REMEMBERED = 500


@dataclass(frozen=True, slots=True)
class Later:
    """A document that says it replaces, repeals, suspends or amends another, and the sentence that says so.

    `effective` is the first day (ISO) on which the act holds, None where it cannot be known.
    """

    record: DocumentRecord
    relation: Relation
    citations: tuple[Citation, ...]
    extent: Extent | None = None
    effective: str | None = None


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
        effective = act.effective or begins(document) or other.letterhead.date
        found.append(Later(other, act.relation, tuple(cite(other, document, act.span)), act.extent, effective))
    return tuple(sorted(found, key=lambda later: ACTS.index(later.relation)))


def note(record: DocumentRecord, later: Later) -> str:
    """One sentence for the reader, with the words of the later document."""
    lead = later.citations[0].context
    quoted = " ".join(citation.quote for citation in later.citations)
    untitled = replace(later.record, letterhead=replace(later.record.letterhead, title=None))
    return say(
        "force.notes.later",
        document=document_label(untitled),
        act=ACT_WORDS[later.relation],
        number=record.letterhead.number,
        said=f"{lead} … {quoted}" if lead else quoted,
    )


def none_known(record: DocumentRecord) -> str:
    """What can be said when no later document is found."""
    return say("force.notes.none_known", number=record.letterhead.number)


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
