"""`tracuu`: the command line. Heavy rooms are imported by the command that needs them, so that `ask` starts fast."""

from assistant.cli.main import main

__all__ = ["main"]
