"""Files to index: the only place that runs the whole chain. `run.py` tells the story, `prepare.py` one file's part."""

from assistant.ingest.batch import ingest, ingest_texts
from assistant.ingest.files.inner_files import INSIDE, outermost, shown_name
from assistant.ingest.prepare import terms_version
from assistant.ingest.progress import encoding, recognising
from assistant.ingest.report import FileOutcome, IngestEvent, IngestReport, PageEvent, VectorEvent

__all__ = [
    "INSIDE",
    "FileOutcome",
    "IngestEvent",
    "IngestReport",
    "PageEvent",
    "VectorEvent",
    "encoding",
    "ingest",
    "ingest_texts",
    "outermost",
    "recognising",
    "shown_name",
    "terms_version",
]
