"""Whether a document still stands: what other documents in the store say they do to it.

Only what they print is shown, never that a document is in force: a store may lack the one that ended it.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from threading import Lock

from assistant.answering.citation import citation_label, document_label, number_doubt
from assistant.answering.evidence import stretches
from assistant.answering.locate import by_page, locate, trim
from assistant.answering.sources import Snapshot
from assistant.index import LexicalQuery
from assistant.types import Citation, Document, DocumentRecord, Reference, Relation, Scope, Span
from assistant.vietnamese.numbers import canonical_number, same_number

DONE: Mapping[Relation, str] = {"thay_the": "thay thế", "bai_bo": "bãi bỏ", "sua_doi": "sửa đổi, bổ sung"}
"""What a later document does to an earlier one; one that amends need not repeal."""
# Passages that name the number looked through; the words beside it put those that act on the document first.
PASSAGES = 60
_ACTS = ("thay_thế", "bãi_bỏ", "sửa_đổi")
_NUMBER_BOOST = 20.0
# Answers kept: people ask several questions about one document.
REMEMBERED = 500


@dataclass(frozen=True, slots=True)
class Later:
    """A document that says it replaces, repeals or amends another, and the sentence that says so."""

    record: DocumentRecord
    relation: Relation
    citations: tuple[Citation, ...]


class Standing:
    """Looks up later documents by their number; remembers them for a generation. Thread-safe."""

    def __init__(self) -> None:
        self._known: OrderedDict[tuple[int, int, frozenset[str]], tuple[Later, ...]] = OrderedDict()
        self._lock = Lock()

    def later(self, record: DocumentRecord, snapshot: Snapshot, scope: Scope) -> tuple[Later, ...]:
        """Documents of the caller's access groups that act on `record`, those that end it first.

        The other filters of `scope` do not count: a plan of another year is what replaces this one.
        """
        if record.letterhead.number is None:
            return ()
        key = (snapshot.generation, record.id, scope.access_groups)
        with self._lock:
            if key in self._known:
                return self._known[key]
        found = self._look(record, snapshot, Scope(access_groups=scope.access_groups))
        with self._lock:
            self._known[key] = found
            while len(self._known) > REMEMBERED:
                self._known.popitem(last=False)
        return found

    def _look(self, record: DocumentRecord, snapshot: Snapshot, scope: Scope) -> tuple[Later, ...]:
        key = canonical_number(record.letterhead.number or "")
        if key is None:
            return ()
        clauses = (("body", key.lower(), _NUMBER_BOOST), *(("body", act, 1.0) for act in _ACTS))
        ids = [passage_id for passage_id, _ in snapshot.lexical(LexicalQuery(clauses), PASSAGES, scope)]
        passages = snapshot.passages(ids)
        found: list[Later] = []
        for document_id in dict.fromkeys(passages[i].document_id for i in ids if i in passages):
            other = snapshot.record(document_id)
            if other is None or other.id == record.id or other.state not in ("ready", "partial"):
                continue
            document = snapshot.document(document_id)
            acts = [r for r in document.references if r.relation in DONE and _means(r, record, other)]
            if acts:
                act = min(acts, key=lambda r: (r.relation == "sua_doi", r.span.start))
                found.append(Later(other, act.relation, tuple(_cite(other, document, act.span))))
        return tuple(sorted(found, key=lambda later: later.relation == "sua_doi"))


def note(record: DocumentRecord, later: Later) -> str:
    """One sentence for the reader, with the words of the later document."""
    quoted = " ".join(citation.quote for citation in later.citations)
    untitled = replace(later.record, letterhead=replace(later.record.letterhead, title=None))
    act = DONE[later.relation]
    return f"Lưu ý: {document_label(untitled)} có ghi việc {act} văn bản số {record.letterhead.number}: “{quoted}”"


def none_known(record: DocumentRecord) -> str:
    """What can be said when no later document is found."""
    return (
        f"Trong kho không có văn bản nào ghi việc thay thế, bãi bỏ hay sửa đổi văn bản số {record.letterhead.number}; "
        "kho có thể còn thiếu văn bản, xin đối chiếu thêm nguồn chính thức."
    )


def _means(reference: Reference, record: DocumentRecord, other: DocumentRecord) -> bool:
    """Whether a reference of `other` is to `record` and not to a document of the same number by another issuer or year:
    by its date; without one by the year in the number or by the issuer, which must be the same."""
    ours, theirs = record.letterhead, other.letterhead
    if ours.number is None or not same_number(reference.number, ours.number):
        return False
    if ours.date is not None and theirs.date is not None and theirs.date < ours.date:
        return False
    if reference.date is not None and ours.date is not None:
        return reference.date == ours.date
    return ours.number.count("/") > 1 or (ours.issuer is not None and ours.issuer == theirs.issuer)


def _cite(record: DocumentRecord, document: Document, span: Span) -> list[Citation]:
    """The sentence that holds `span`, one citation for each page."""
    start = document.text.rfind("\n", 0, span.start) + 1
    end = document.text.find("\n", span.end)
    line = document.text[start : end if end >= 0 else len(document.text)]
    inside = span.start - start
    found = next((s for s in stretches(line) if s[0] <= inside < s[1]), (0, len(line)))
    sentence = trim(document.text, Span(start + found[0], start + found[1]))
    place = locate(document, sentence)
    return [
        Citation(
            document_id=record.id,
            version=record.version,
            number=record.letterhead.number,
            title=record.letterhead.title,
            official=citation_label(record, place.labels, place.row) + number_doubt(record, document),
            path=place.path_text,
            page=page,
            quote=part.of(document.text),
            start=part.start,
            end=part.end,
            ocr=document.is_recognised(page),
            score=1.0,
            continues=i > 0,
        )
        for i, (part, page) in enumerate(by_page(document, sentence))
    ]
