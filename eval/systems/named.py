"""A system by its name on the command line: `kind:what,setting=value,…`, with a label of one's own before "=="."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from eval.systems.base import System, SystemFault
from eval.systems.bm25 import BM25
from eval.systems.closed_book import ClosedBook
from eval.systems.files import recorded
from eval.systems.http import from_template, openai_compatible
from eval.systems.product import Product
from eval.systems.python import callable_of, runnable_of
from eval.systems.tutorial import Tutorial
from eval.wording import say

_YES = frozenset({"yes", "true", "1", "co"})


@dataclass(frozen=True, slots=True)
class Named:
    """`label` is what reports call it and its folder; `spec` what it was made from."""

    label: str
    spec: str
    system: System


def system_of(given: str) -> Named:
    """Raises `SystemFault` for a kind or a setting that there is not."""
    label, _, spec = given.rpartition("==")
    kind, _, rest = spec.partition(":")
    what, settings = _parted(rest)
    make = _KINDS.get(kind)
    if make is None:
        raise SystemFault(say("systems.unknown", kind=kind, known=", ".join(_KINDS)))
    known, build = make
    if unknown := set(settings) - known:
        raise SystemFault(
            say("systems.setting", names=", ".join(sorted(unknown)), known=", ".join(sorted(known)) or "–")
        )
    return Named(label or _label(spec), spec, build(what, settings))


def _parted(rest: str) -> tuple[str, dict[str, str]]:
    parts = rest.split(",") if rest else []
    settings = dict(part.split("=", 1) for part in parts if "=" in part and "://" not in part.split("=", 1)[0])
    return ",".join(part for part in parts if part.split("=", 1)[0] not in settings), settings


def _label(spec: str) -> str:
    """Fit for the name of a folder."""
    return "".join(c if c.isalnum() or c in "-_.=" else "-" for c in spec).strip("-")


def _product(what: str, s: Mapping[str, str]) -> System:
    index = Path(s["index"]) if "index" in s else None
    return Product(_yes(s, "formula"), s.get("encoder"), s.get("model"), _yes(s, "answers", True), index)


def _yes(settings: Mapping[str, str], name: str, default: bool = False) -> bool:
    return settings[name].casefold() in _YES if name in settings else default


_KINDS: Mapping[str, tuple[set[str], Callable[[str, Mapping[str, str]], System]]] = {
    "ours": ({"formula", "encoder", "model", "answers", "index"}, _product),
    "bm25": ({"pairs"}, lambda what, s: BM25(_yes(s, "pairs"))),
    "tutorial": (set(), lambda what, s: Tutorial()),
    "closed-book": ({"model", "url"}, lambda what, s: ClosedBook(s.get("model"), s.get("url"))),
    "http": (set(), lambda what, s: from_template(Path(what))),
    "openai": ({"model", "key"}, lambda what, s: openai_compatible(what, s["model"], s.get("key", "OPENAI_API_KEY"))),
    "python": (set(), lambda what, s: callable_of(what)),
    "langchain": (set(), lambda what, s: runnable_of(what)),
    "run": (set(), lambda what, s: recorded(Path(what))),
}
