"""Files to index: the only place that runs the whole chain. `run.py` tells the story, `prepare.py` one file's part."""

from assistant.ingest.report import FileOutcome, IngestEvent, IngestReport
from assistant.ingest.run import ingest, ingest_texts, terms_version

__all__ = ["FileOutcome", "IngestEvent", "IngestReport", "ingest", "ingest_texts", "terms_version"]
