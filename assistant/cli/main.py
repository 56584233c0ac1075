"""Entry point: reads the words, runs the command, turns every expected error into a sentence and an exit code."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence

from assistant.cli import arguments
from assistant.errors import TracuuError
from assistant.settings import choose_language
from assistant.wording import say

INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command; returns its exit code. 0: done, 2: wrong command line, 3-14: see `errors.py`, 20: some files
    were not taken in, 130: interrupted."""
    _speak_utf8()
    choose_language()
    options = arguments.parse(argv)
    from assistant.cli import commands

    try:
        return int(getattr(commands, options.run)(options))
    except TracuuError as error:
        return _explain(error, options.json)
    except KeyboardInterrupt:
        print("\n" + say("cli.stopped"), file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:  # the reader of our output went away (`tracuu … | head`)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _speak_utf8() -> None:
    """Vietnamese on any terminal: Windows consoles and C locales default to encodings without đ."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _explain(error: TracuuError, as_json: bool) -> int:
    if as_json:
        record = {"error": {"code": error.code, "message": error.message, "action": error.action}}
        print(json.dumps(record, ensure_ascii=False))
    else:
        sys.stderr.write(f"{error.message}\n{error.action}\n")
    return error.exit_code
