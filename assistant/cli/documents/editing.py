"""`tracuu docs edit`, and what `docs show` says of each field of a letterhead: its place, how sure, who says so."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from assistant.settings import Settings
from assistant.types import Document, DocumentRecord
from assistant.wording import say, words

if TYPE_CHECKING:
    from assistant.index import Snapshot

OPTIONS = ("number", "kind", "title", "issuer", "place", "date", "signer", "signer_title")
"""The fields that can be corrected."""
_NAMES = words("cli.edit.names")
_HELP = words("cli.edit.help")
_DOUBTFUL = 0.6
"""Confidence below which a reader should look at the page: fields filled in by hand on a scan have 0.3 and less."""


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", type=int, metavar=say("cli.names.id"), help=say("cli.docs.id"))
    for name in OPTIONS:
        parser.add_argument(
            f"--{name.replace('_', '-')}", metavar=_NAMES[name], help=say("cli.edit.or_blank", text=_HELP[name])
        )
    parser.add_argument(
        "--reset", action="append", default=[], choices=OPTIONS, metavar=say("cli.names.field"),
        help=say("cli.edit.reset", fields=', '.join(OPTIONS)),
    )  # fmt: skip


def edit(options: argparse.Namespace, settings: Settings) -> None:
    """Raises `EditError`, `DocumentNotFound`, `IndexMissing`, `IndexLocked`."""
    from assistant.ingest.correction import correct

    changes = {name: typed for name in OPTIONS if (typed := getattr(options, name)) is not None}
    correct(settings, options.id, changes, options.reset)


def found(record: DocumentRecord, document: Document | None, snapshot: Snapshot) -> dict[str, Any]:
    """`edited`: the fields a person corrected; `letterhead`: each field with its value, span, page and confidence."""
    edits = snapshot.edits(record.id)
    return {
        "edited": [name for name in OPTIONS if name in edits],
        "letterhead": _fields(record, document, edits) if document is not None else {},
    }


def _fields(record: DocumentRecord, document: Document, edits: Mapping[str, object]) -> dict[str, Any]:
    head = document.letterhead
    out: dict[str, Any] = {}
    for name in (*OPTIONS, "symbol", "year", "copy_mark"):
        value = getattr(record.letterhead, name)
        span = head.spans.get(name)
        if value is None and name not in edits:
            continue
        out[name] = {
            "value": value,
            "span": [span.start, span.end] if span is not None else None,
            "page": document.page_at(span.start) if span is not None else None,
            "confidence": head.confidence.get(name, 1.0),
            "edited": name in edits,
        }
    return out


def note(name: str, more: Mapping[str, Any]) -> str:
    """What stands behind a field in the listing: that a person corrected it, or that it should be looked at."""
    if name in more.get("edited", ()):
        return say("cli.edit.corrected")
    sure = more.get("letterhead", {}).get(name, {}).get("confidence", 1.0)
    return say("cli.edit.to_check") if sure < _DOUBTFUL else ""


def blank_lines(more: Mapping[str, Any], labels: Mapping[str, str]) -> Iterator[str]:
    """Fields a person said are blank: they would otherwise not be shown at all."""
    for name in more.get("edited", ()):
        if name in labels and more["letterhead"].get(name, {}).get("value") is None:
            yield say("cli.edit.blank", field=labels[name])
