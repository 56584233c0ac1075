"""The values that pass between the rooms. Frozen, slotted, no I/O.

Offsets are Unicode code points into `Document.text`, half-open `[start, end)`. Page numbers are physical
pages counted from 1 and `None` where the format has no pages (DOCX, HTML, plain text). Scores: higher is better.
"""

from assistant.types.answer import Answer, AnswerStatus, AnswerTable, Citation, Lead, LeadPart
from assistant.types.assignments import StoredTask, TaskFilter
from assistant.types.catalog import (
    DocumentRecord,
    FileState,
    Mention,
    RecordedForce,
    RecordedState,
    Scope,
    StoredPassage,
)
from assistant.types.document import (
    Document,
    Extent,
    Letterhead,
    NamedReference,
    Reference,
    Relation,
    Section,
    SectionKind,
    Segment,
    Table,
    TableRow,
)
from assistant.types.file import (
    DigitalSignature,
    FileFormat,
    FileText,
    Line,
    Page,
    PageState,
    TableBlock,
)
from assistant.types.findings import (
    Correction,
    Due,
    LeftOut,
    LeftOutKind,
    OcrPage,
    PersonalDatum,
    Task,
    Validity,
)
from assistant.types.force import UNKNOWN, ForceState, StateOfForce
from assistant.types.geometry import Box, Span
from assistant.types.passage import Passage, PassageKind
from assistant.types.search import (
    Choice,
    Explanation,
    Hit,
    MatchedTerm,
    Reason,
    SearchResult,
    Understanding,
)

__all__ = [
    "UNKNOWN",
    "Answer",
    "AnswerStatus",
    "AnswerTable",
    "Box",
    "Choice",
    "Citation",
    "Correction",
    "DigitalSignature",
    "Document",
    "DocumentRecord",
    "Due",
    "Explanation",
    "Extent",
    "FileFormat",
    "FileState",
    "FileText",
    "ForceState",
    "Hit",
    "Lead",
    "LeadPart",
    "LeftOut",
    "LeftOutKind",
    "Letterhead",
    "Line",
    "MatchedTerm",
    "Mention",
    "NamedReference",
    "OcrPage",
    "Page",
    "PageState",
    "Passage",
    "PassageKind",
    "PersonalDatum",
    "Reason",
    "RecordedForce",
    "RecordedState",
    "Reference",
    "Relation",
    "Scope",
    "SearchResult",
    "Section",
    "SectionKind",
    "Segment",
    "Span",
    "StateOfForce",
    "StoredPassage",
    "StoredTask",
    "Table",
    "TableBlock",
    "TableRow",
    "Task",
    "TaskFilter",
    "Understanding",
    "Validity",
]
