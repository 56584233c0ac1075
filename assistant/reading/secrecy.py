"""Placeholder."""

from assistant.types import FileText


def check_secrecy(file: FileText) -> None:
    return None
