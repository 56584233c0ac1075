"""The progress of an ingest on a terminal, or as JSON lines for another program."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict

from assistant.cli.state_names import STATE_WORDS
from assistant.ingest import FileOutcome, IngestEvent, PageEvent, VectorEvent, encoding, recognising, shown_name
from assistant.wording import say


def complaint(outcome: FileOutcome) -> str:
    """One line for a file that is not wholly searchable, or that is an archive."""
    return f"{STATE_WORDS[outcome.state]}: {shown_name(outcome.file)} – {outcome.reason or ''}".rstrip(" –")


Watchers = tuple[Callable[[IngestEvent], None], Callable[[PageEvent], None], Callable[[VectorEvent], None]]


@contextmanager
def progress(as_json: bool, events: bool) -> Iterator[Watchers]:
    """A bar on stderr with a line for each file that failed; with `events`, a JSON line on stdout for each file and
    each recognised page, and for vectors as they come. What is yielded is told of files, of pages, of vectors."""
    if events:
        yield _print_event, _print_page, _print_vectors
        return
    from tqdm import tqdm

    form = say(
        "cli.ingest.bar",
        done="{n_fmt}",
        total="{total_fmt}",
        bar="{bar}",
        elapsed="{elapsed}",
        remaining="{remaining}",
        rest="{postfix}",
    )
    with tqdm(total=0, bar_format=form, file=sys.stderr, disable=as_json or not sys.stderr.isatty()) as bar:

        def on_event(event: IngestEvent) -> None:
            bar.total = event.total
            bar.set_postfix_str("", refresh=False)
            bar.update(1)
            outcome = event.outcome
            if (
                outcome.state in {"unreadable", "refused", "partial", "unpacked"}
                and not outcome.system_file
                and not as_json
            ):
                bar.write(complaint(outcome), file=sys.stderr)

        def on_page(event: PageEvent) -> None:
            bar.set_postfix_str(recognising(event))

        yield on_event, on_page, vectors_bar(as_json)


def vectors_bar(as_json: bool) -> Callable[[VectorEvent], None]:
    """A line on stderr for vectors that come behind the terms: on a terminal one that is written over; elsewhere, one
    at the beginning and one for each minute."""
    told: list[float] = []
    terminal = sys.stderr.isatty()

    def on_vectors(event: VectorEvent) -> None:
        finished = event.vectors >= event.passages
        if as_json or (not terminal and told and not finished and time.monotonic() - told[-1] < 60):
            return
        if not told:
            print(say("cli.ingest.searchable"), file=sys.stderr)
        told.append(time.monotonic())
        said = encoding(event)
        line = f"{said[0].upper()}{said[1:]}"
        sys.stderr.write(f"\r\x1b[K{line}" + ("\n" if finished else "") if terminal else f"{line}\n")
        sys.stderr.flush()

    return on_vectors


def _print_event(event: IngestEvent) -> None:
    print(
        json.dumps({"done": event.done, "total": event.total} | asdict(event.outcome), ensure_ascii=False), flush=True
    )


def _print_vectors(event: VectorEvent) -> None:
    print(json.dumps(asdict(event)), flush=True)


def _print_page(event: PageEvent) -> None:
    print(json.dumps(asdict(event), ensure_ascii=False), flush=True)
