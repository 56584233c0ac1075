"""Pages to a `Document`: reading text, letterhead, outline, tables, references to other documents."""

from assistant.parsing.document import parse
from assistant.parsing.findings import with_findings

__all__ = ["parse", "with_findings"]
