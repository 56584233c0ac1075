"""What the state of a file is called. By itself, so that asking a question does not load the readers of files."""

from __future__ import annotations

from assistant.wording import words

STATE_WORDS = words("cli.states")
