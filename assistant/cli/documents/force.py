"""`tracuu docs force`, and what `tracuu docs show` says of a document's force and of the documents it names."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from assistant.answering.force.later_documents import LaterDocuments
from assistant.answering.force.reference_targets import Target, targets
from assistant.answering.force.state import RECORDED, force_to_dict, look
from assistant.errors import SettingsError
from assistant.index import Snapshot
from assistant.types import Document, DocumentRecord, RecordedForce, RecordedState, Scope, SearchResult
from assistant.vietnamese.normalise import strip_accents
from assistant.vietnamese.time.dates import parse_date
from assistant.wording import say, words

ENDED = frozenset({"hết hiệu lực toàn bộ", "bị thay thế", "bị bãi bỏ"})
RELATION_WORDS = words("cli.relations")
"""What a person is shown of the references; a mere mention is left to `--json`."""


def found(
    record: DocumentRecord, document: Document | None, snapshot: Snapshot, groups: frozenset[str], as_of: str | None
) -> dict[str, Any]:
    """The keys `state_of_force` and `references` of `docs show --json`, as callers of these access groups may know."""
    if document is None:
        return {"state_of_force": None, "references": []}
    scope = Scope(access_groups=groups)
    state = look(record, snapshot, scope, LaterDocuments(), as_of)
    return {
        "state_of_force": force_to_dict(state),
        "references": [_reference(t) for t in targets(record, document, snapshot, scope) if t.number is not None],
    }


def _reference(target: Target) -> dict[str, Any]:
    return {
        "number": target.number,
        "relation": target.relation,
        "extent": target.extent,
        "document_id": target.document_id,
    } | ({"name": target.name} if target.name else {})


def lines(shown: dict[str, Any]) -> Iterator[str]:
    """What a person reads of `found`: the state with its source, then what the document does to others."""
    state = shown["state_of_force"]
    if state is not None:
        yield say("cli.force.state", day=_day(state["as_of"]), words=state["words"])
        days = [
            f"{said} {_day(state[key])}"
            for said, key in ((say("cli.force.from"), "from"), (say("cli.force.to"), "to"))
            if state[key]
        ]
        if days:
            yield say("cli.force.time", days=" ".join(days))
        source = state["source"]
        if source is not None and source["quote"] is not None:
            page = say("labels.page_after", page=source["page"]) if source["page"] is not None else ""
            yield say("cli.force.source", quote=source["quote"], document=source["document"], page=page)
    for relation, said in RELATION_WORDS.items():
        named = [r for r in shown["references"] if r["relation"] == relation]
        if named:
            yield f"{said[0].upper()}{said[1:]}: {'; '.join(_named(r) for r in named)}"


def _named(reference: dict[str, Any]) -> str:
    part = say("cli.force.in_part") if reference["extent"] == "mot_phan" and reference["relation"] != "sua_doi" else ""
    held = say("cli.force.held", document_id=reference["document_id"]) if reference["document_id"] is not None else ""
    return f"{reference['number']}{part}{held}"


def _day(iso: str) -> str:
    year, month, day = iso.split("-")
    return f"{day}/{month}/{year}"


def with_notes(result: SearchResult, snapshot: Snapshot, scope: Scope) -> SearchResult:
    """Says of each document found that another held ends it; the order stays as it was found."""
    standing = LaterDocuments()
    notes = []
    for record in {hit.document.id: hit.document for hit in result.hits}.values():
        state = look(record, snapshot, scope, standing)
        if state is not None and state.state in ENDED:
            notes.append(
                say(
                    "cli.force.ended",
                    document_id=record.id,
                    document=record.letterhead.number or record.file,
                    words=state.words,
                )
            )
    return replace(result, notes=(*result.notes, *notes))


def record_of(options: argparse.Namespace) -> RecordedForce | None:
    """What `--state`, `--source` and `--date` say; None for `--forget`. Raises `SettingsError` for what is missing."""
    if options.forget:
        return None
    state = state_named(options.state or "")
    day = parse_date(options.date or "") or ""
    if not (state and options.source and options.source.strip() and day):
        raise SettingsError(
            say("cli.force.incomplete"),
            say("cli.force.example", states=", ".join(words("force.recorded").values())),
        )
    return RecordedForce(state, options.source.strip(), day)


def state_named(typed: str) -> RecordedState | None:
    """The state that these words name, with or without accents ("het hieu luc mot phan"); None when none."""
    plain = " ".join(strip_accents(typed).split()).replace("_", " ")
    known: dict[str, RecordedState] = {strip_accents(said): state for state, said in RECORDED.items()}
    known |= {strip_accents(words("force.recorded")[state]): state for state in RECORDED}
    known |= {"het hieu luc": "het_hieu_luc", "ngung hieu luc": "ngung_hieu_luc"}
    return known.get(plain)
