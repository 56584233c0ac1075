"""The whole table for an editor: a line for each entry, the languages side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.wording.catalogue import LANGUAGES, Words, areas, table


def rows(chosen: Sequence[str] = ()) -> Iterator[tuple[str, ...]]:
    """The key, then the words in each language ("" where it has none); all areas, or those `chosen`."""
    for area in chosen or areas():
        for entry in table(LANGUAGES[0], area):
            yield (f"{area}.{entry}", *(_shown(table(language, area).get(entry, "")) for language in LANGUAGES))


def markdown(chosen: Sequence[str] = ()) -> str:
    """The rows as a table in Markdown."""
    lines = [("key", *LANGUAGES), ("---",) * (1 + len(LANGUAGES)), *rows(chosen)]
    return "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in lines)


def tsv(chosen: Sequence[str] = ()) -> str:
    """The rows as tab-separated values, for a spreadsheet."""
    return "\n".join("\t".join(line) for line in (("key", *LANGUAGES), *rows(chosen)))


def _shown(text: Words) -> str:
    text = text if isinstance(text, str) else " / ".join(text.values())
    return text.replace("\n", "\\n").replace("\t", "\\t")
