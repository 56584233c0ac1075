"""Pages to a `Document`: reading text, letterhead, outline, tables, references to other documents."""

from assistant.parsing.document import parse

__all__ = ["parse"]
