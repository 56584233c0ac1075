"""Footnotes and endnotes of a Word file: the marks a reader sees, and the notes in the order of their marks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.reading.layout.superscript import raised_mark
from assistant.reading.package.ooxml import Element, Package, W, value
from assistant.reading.word.numbering import format_number

_KINDS = {"footnoteReference": ("footnotePr", "decimal"), "endnoteReference": ("endnotePr", "lowerRoman")}
"""The part of the settings that says how notes are numbered, and Word's default (ECMA-376 part 1, 17.11)."""


@dataclass(frozen=True, slots=True)
class Note:
    """`mark` is what stands before the note and in the text, "" when the writer typed a mark of his own."""

    mark: str
    content: Element


class Notes:
    """Counts the references to notes as they are met; footnotes and endnotes are numbered apart."""

    def __init__(self, package: Package) -> None:
        self._parts = {
            "footnoteReference": _by_id(package.footnotes, "footnote"),
            "endnoteReference": _by_id(package.endnotes, "endnote"),
        }
        self._formats = {
            kind: value(package.settings.find(W + part) if package.settings is not None else None, "numFmt") or default
            for kind, (part, default) in _KINDS.items()
        }
        self._counts = dict.fromkeys(_KINDS, 0)
        self._found: list[Note] = []

    def refer(self, reference: Element) -> str:
        """The mark of the next note, "" for a mark that the text itself gives."""
        kind = str(reference.tag).removeprefix(W)
        mark = ""
        if str(reference.get(W + "customMarkFollows", "0")).lower() in {"0", "false", "off"}:
            self._counts[kind] += 1
            mark = raised_mark(format_number(self._counts[kind], self._formats[kind]))
        content = self._parts[kind].get(str(reference.get(W + "id")))
        if content is not None:
            self._found.append(Note(mark, content))
        return mark

    def __iter__(self) -> Iterator[Note]:
        """The notes met, in order; those that a note refers to come after it."""
        at = 0
        while at < len(self._found):
            yield self._found[at]
            at += 1


def _by_id(part: Element | None, name: str) -> dict[str, Element]:
    return {str(e.get(W + "id")): e for e in part.findall(W + name)} if part is not None else {}
