"""The progress of an ingest on a terminal, or as JSON lines for another program."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from assistant.ingest import FileOutcome, IngestEvent

STATE_WORDS = {
    "ready": "sẵn sàng",
    "partial": "đọc được một phần",
    "duplicate": "trùng tệp đã có",
    "unreadable": "chưa đọc được",
    "refused": "từ chối",
    "superseded": "đã có bản mới",
    "removed": "đã gỡ",
}


def complaint(outcome: FileOutcome) -> str:
    """One line for a file that is not wholly searchable."""
    return f"{STATE_WORDS[outcome.state]}: {Path(outcome.file).name} – {outcome.reason or ''}".rstrip(" –")


@contextmanager
def progress(as_json: bool, events: bool) -> Iterator[Callable[[IngestEvent], None]]:
    """A bar on stderr with a line for each file that failed; with `events`, a JSON line on stdout for each file."""
    if events:
        yield _print_event
        return
    from tqdm import tqdm

    form = "Nạp văn bản {n_fmt}/{total_fmt} |{bar}| {elapsed}, còn {remaining}"
    with tqdm(total=0, bar_format=form, file=sys.stderr, disable=as_json or not sys.stderr.isatty()) as bar:

        def on_event(event: IngestEvent) -> None:
            bar.total = event.total
            bar.update(1)
            outcome = event.outcome
            if outcome.state in {"unreadable", "refused", "partial"} and not outcome.system_file and not as_json:
                bar.write(complaint(outcome), file=sys.stderr)

        yield on_event


def _print_event(event: IngestEvent) -> None:
    print(
        json.dumps({"done": event.done, "total": event.total} | asdict(event.outcome), ensure_ascii=False), flush=True
    )
