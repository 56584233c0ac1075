"""Ids for tools that part columns by white space (trec_eval): escaped as in URLs, and back, with no table beside."""

from __future__ import annotations

import re
from urllib.parse import unquote

_ESCAPED = re.compile(r"[\s%]")


def to_trec(identifier: str) -> str:
    """Without white space; what has none and no "%" stays as it is. Two ids never become one.

    >>> to_trec("Luật Hôn nhân#3")
    'Luật%20Hôn%20nhân#3'
    """
    return _ESCAPED.sub(lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode()), identifier)


def from_trec(identifier: str) -> str:
    """The id that `to_trec` was given."""
    return unquote(identifier)
