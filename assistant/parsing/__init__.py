"""Pages to a `Document`: reading text, letterhead, outline, tables, references to other documents."""

from assistant.parsing.amendments.instructions import NewWording, Provision, new_wording
from assistant.parsing.document import parse
from assistant.parsing.findings import with_findings
from assistant.parsing.references.mentions import lead_in_of

__all__ = ["NewWording", "Provision", "lead_in_of", "new_wording", "parse", "with_findings"]
