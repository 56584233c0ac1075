"""What a document says of others and of itself, found in its reading text: also again, in one stored long ago."""

from __future__ import annotations

from dataclasses import replace

from assistant.parsing.personal_numbers import read_personal
from assistant.parsing.references.mentions import read_references
from assistant.parsing.references.quoted_text import OwnVoice
from assistant.parsing.references.validity import read_validity
from assistant.parsing.tasks.assignments import read_tasks
from assistant.types import Document


def with_findings(document: Document) -> Document:
    """`document` with its references, laws named without a number, sentences on effect and period, assignments."""
    text, head, sections = document.text, document.letterhead, document.sections
    voice = OwnVoice(text)
    references, named = read_references(text, head, sections, voice)
    return replace(
        document,
        references=references,
        named=named,
        validity=read_validity(text, head, voice),
        personal=read_personal(document),
        tasks=read_tasks(document),
    )
