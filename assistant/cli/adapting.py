"""`tracuu adapt`: the bar while it works, and what came of it in words."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

from assistant.encoding.adapting.adapt import Adaptation
from assistant.settings import load_settings
from assistant.wording import decimal, say


def adapt(options: argparse.Namespace) -> int:
    from tqdm import tqdm

    from assistant.ingest.adapt import adapt_index

    settings = load_settings(index_dir=options.index)
    if not options.json:
        print(say("cli.adapt.reading"), file=sys.stderr)
    form = say(
        "cli.adapt.bar",
        done="{n_fmt}",
        total="{total_fmt}",
        bar="{bar}",
        elapsed="{elapsed}",
        remaining="{remaining}",
    )
    with tqdm(total=0, bar_format=form, file=sys.stderr, disable=options.json or not sys.stderr.isatty()) as bar:

        def on_step(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)
            if done == total and not options.json:
                bar.write(say("cli.adapt.comparing"), file=sys.stderr)

        result = adapt_index(settings, on_step)
    print(_as_json(result) if options.json else told(result, settings.index_dir, settings.encoder))
    return 0


def _as_json(result: Adaptation) -> str:
    facts = asdict(result) | {"kept": result.folder is not None, "folder": result.folder and str(result.folder)}
    return json.dumps(facts, ensure_ascii=False, indent=2)


def told(result: Adaptation, index: Path, encoder: str) -> str:
    """What came of it in Vietnamese, with the figures and the way back."""
    lines = [say("cli.adapt.store", texts=result.texts, headings=result.headings)]
    if result.after or result.before:
        lines.append(
            say(
                "cli.adapt.figures",
                asked=result.asked,
                before=decimal(result.before, 3),
                after=decimal(result.after, 3),
                chance=decimal(result.chance, 4),
            )
        )
    if result.folder is None:
        lines += [result.reason or "", say("cli.adapt.kept_as_before")]
    else:
        lines += [
            say("cli.adapt.in_use", seconds=decimal(result.seconds, 1)),
            say("cli.adapt.folder", folder=result.folder),
            say("cli.adapt.way_back", encoder=encoder, index=index),
        ]
    return "\n".join(lines)
