"""Document numbers in a question: which document is meant, which several could be, and which is not held."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from assistant.index import LexicalQuery, Snapshot
from assistant.types import Choice, DocumentRecord, Scope
from assistant.understanding import Question
from assistant.vietnamese.document_numbers.numbers import DocumentNumber, canonical_number, find_numbers, matches
from assistant.vietnamese.normalise import plain_words
from assistant.vietnamese.words.syllables import fold_token
from assistant.wording import say

DIGEST = "Tóm lược"
# Passages looked at for digests of a number; a digest names its instrument in its first passage.
_DIGEST_PASSAGES = 50


@dataclass(frozen=True, slots=True)
class Named:
    """`documents`: ids the numbers lead to; `choices`: set when a number may mean several instruments."""

    documents: tuple[int, ...] = ()
    choices: tuple[Choice, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class _Found:
    documents: list[int] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def find_named(question: Question, snapshot: Snapshot, scope: Scope) -> Named:
    """Looks up every number the question names. Notes are Vietnamese sentences for the user."""
    found = _Found()
    for mention in question.mentions:
        records = _records(mention, snapshot, scope)
        if records:
            _instrument(records, mention.raw, question, found)
            continue
        digests = _digests(mention, snapshot, scope)
        if digests:
            found.documents += [record.id for record in digests]
            found.notes.append(say("search.named.only_a_digest", document=_spoken(mention)))
        else:
            found.notes.append(_not_held(mention, snapshot, scope))
    return Named(
        tuple(dict.fromkeys(found.documents)), tuple(dict.fromkeys(found.choices)), tuple(dict.fromkeys(found.notes))
    )


def _records(mention: DocumentNumber, snapshot: Snapshot, scope: Scope) -> list[DocumentRecord]:
    kind = mention.kind if mention.symbol is None else None
    return snapshot.by_number(mention.serial, year=mention.year, symbol=mention.symbol, kind=kind, scope=scope)


def _instrument(records: Sequence[DocumentRecord], asked: str, question: Question, found: _Found) -> None:
    """Adds the documents of the instrument that is meant, or of all that `asked` could mean, to choose from."""
    groups: dict[tuple[str, int], list[DocumentRecord]] = {}
    for record in _narrowed(records, question):
        key = ("instrument", record.instrument_id) if record.instrument_id is not None else ("document", record.id)
        groups.setdefault(key, []).append(record)
    if len(groups) > 1:
        found.choices += [_choice(group[0], asked) for group in groups.values()]
    found.documents += [record.id for group in groups.values() for record in group]


def _narrowed(records: Sequence[DocumentRecord], question: Question) -> Sequence[DocumentRecord]:
    """The records that agree with the issuer and the years the question names beside the number; all when none does."""
    asked = f" {plain_words(question.text)} "
    years = set(question.understanding.years)
    if len(records) > 1:
        records = [record for record in records if _issuer_named(record, asked)] or records
    if len(records) > 1:
        records = [record for record in records if record.letterhead.year in years] or records
    return records


_OFFICE = re.compile(r"^(?:uy ban nhan dan|ubnd|hoi dong nhan dan|hdnd)\s+")


def _issuer_named(record: DocumentRecord, asked: str) -> bool:
    if not record.letterhead.issuer:
        return False
    place = _OFFICE.sub("", plain_words(record.letterhead.issuer))
    name = re.sub(r"^(?:tinh|thanh pho|tp\.?|huyen|xa|phuong|thi xa|quan)\s+", "", place)
    return f" {name} " in re.sub(r"[^\w ]", " ", asked)


def _digests(mention: DocumentNumber, snapshot: Snapshot, scope: Scope) -> list[DocumentRecord]:
    """Our digests of the instrument with this number; they carry it as related, not as their own."""
    if DIGEST not in snapshot.facets(scope)["kinds"]:
        return []
    term = fold_token(mention.serial)
    query = LexicalQuery(tuple((name, term, 1.0) for name in ("body", "title")))
    hits = snapshot.lexical(query, _DIGEST_PASSAGES, replace(scope, kinds=frozenset({DIGEST})))
    passages = snapshot.passages(passage_id for passage_id, _ in hits)
    records = [snapshot.record(i) for i in sorted({stored.document_id for stored in passages.values()})]
    return [record for record in records if record is not None and _is_about(record, mention)]


def _is_about(record: DocumentRecord, mention: DocumentNumber) -> bool:
    about = find_numbers(canonical_number(record.related_number) or "") if record.related_number else []
    return bool(about) and matches(mention, about[0])


def _not_held(mention: DocumentNumber, snapshot: Snapshot, scope: Scope) -> str:
    everywhere = Scope(scope.access_groups)
    if scope != everywhere and _records(mention, snapshot, everywhere):
        return say("search.named.filtered", document=_spoken(mention))
    return say("search.named.not_held", document=_spoken(mention))


def _spoken(mention: DocumentNumber) -> str:
    """ "văn bản số 1090/KH-UBND", "Kế hoạch số 1090", "Nghị định số 30 năm 2020"."""
    if mention.symbol is not None:
        return say("search.named.by_key", key=mention.key)
    year = say("search.named.of_year", year=mention.year) if mention.year else ""
    return say(
        "search.named.by_kind", kind=mention.kind or say("labels.unnamed_kind"), serial=mention.serial, year=year
    )


def _choice(record: DocumentRecord, asked: str) -> Choice:
    """The document as a person can tell it from the others: kind, number, date, issuer."""
    head = record.letterhead
    when = head.date
    date = (
        "/".join(reversed(when.split("-")))
        if when
        else say("search.choice.year", year=head.year)
        if head.year
        else say("labels.date_blank")
    )
    parts = [
        head.kind or say("labels.document"),
        say("labels.number.printed", number=head.number) if head.number else say("labels.number.blank"),
        say("search.choice.date", date=date) if when else date,
        say("labels.issuer", issuer=head.issuer) if head.issuer else say("labels.issuer_blank"),
    ]
    return Choice(record.id, " ".join(parts), head.title, head.date, " ".join(asked.split()))
