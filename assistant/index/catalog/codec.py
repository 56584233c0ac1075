"""Dataclasses to compact JSON and back, so that a stored document outlives changes of `assistant.types`.

A dataclass is written as the list of its values; the names of the fields are kept once for each index in a *layout*.
A document written by an older layout is read by that layout's names: a field that has gone is dropped, a new one takes
its default. No pickle: what is read can only become the dataclasses named here.
"""

from __future__ import annotations

import json
import types
import zlib
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from functools import cache, lru_cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from assistant.types import Document, Passage

Decode = Callable[[Any], Any]

LEVEL = 3  # zlib: 6 saves another 4 % of a document's JSON and costs twice the time


@cache
def _names(cls: type) -> tuple[str, ...]:
    return tuple(f.name for f in fields(cls))


def _encode(value: Any) -> Any:
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, tuple | list):
        return [_encode(item) for item in value]
    if is_dataclass(value):
        cls: Any = type(value)
        return [_encode(getattr(value, name)) for name in _names(cls)]
    if isinstance(value, Mapping):
        return {str(key): _encode(item) for key, item in value.items()}
    if isinstance(value, set | frozenset):
        return sorted(_encode(item) for item in value)
    raise TypeError(f"cannot store a {type(value).__name__}")


def _classes(hint: Any, found: dict[str, type]) -> None:
    """The dataclasses that a type hint reaches, by name."""
    if isinstance(hint, type) and is_dataclass(hint):
        if hint.__name__ not in found:
            found[hint.__name__] = hint
            for inner in get_type_hints(hint).values():
                _classes(inner, found)
        return
    for inner in get_args(hint):
        if not isinstance(inner, str):
            _classes(inner, found)


@cache
def current_layout() -> str:
    """The field names of every stored dataclass as JSON; equal text means equal layout."""
    found: dict[str, type] = {}
    _classes(Document, found)
    _classes(Passage, found)
    return json.dumps({name: list(_names(found[name])) for name in sorted(found)}, ensure_ascii=False)


class _Layout:
    """Decoders for one layout, built once for each type."""

    def __init__(self, text: str) -> None:
        self.names: dict[str, list[str]] = json.loads(text)
        self.built: dict[Any, Decode] = {}

    def of(self, hint: Any) -> Decode:
        if hint not in self.built:
            self.built[hint] = self._build(hint)
        return self.built[hint]

    def _build(self, hint: Any) -> Decode:
        if isinstance(hint, type) and is_dataclass(hint):
            return self._dataclass(hint)
        origin, args = get_origin(hint), get_args(hint)
        if origin in (Union, types.UnionType):
            inner = self.of(next(arg for arg in args if arg is not type(None)))
            return lambda value: None if value is None else inner(value)
        if origin is tuple and len(args) == 2 and args[1] is Ellipsis:
            return self._sequence(tuple, args[0])
        if origin is frozenset:
            return self._sequence(frozenset, args[0])
        if origin is tuple:
            parts = [self.of(arg) for arg in args]
            return lambda value: tuple(part(item) for part, item in zip(parts, value, strict=True))
        if origin is not None and origin is not Literal and issubclass(origin, Mapping):
            inner = self.of(args[1])
            return lambda value: {key: inner(item) for key, item in value.items()}
        return _as_it_is

    def _sequence(self, make: Callable[[Any], Any], hint: Any) -> Decode:
        if hint in (str, int, float):
            return lambda value: make(value)
        inner = self.of(hint)
        return lambda value: make([inner(item) for item in value])

    def _dataclass(self, cls: type) -> Decode:
        hints, written = get_type_hints(cls), tuple(self.names.get(cls.__name__, []))
        if written == _names(cls):  # the usual case: the layout of today, whose values stand in the order of the fields
            parts = [(i, part) for i, name in enumerate(written) if (part := self.of(hints[name])) is not _as_it_is]

            def decode(value: list[Any]) -> Any:
                value = value.copy()
                for i, part in parts:
                    value[i] = part(value[i])
                return cls(*value)

            return decode
        known = set(_names(cls))
        plan = [(i, n, self.of(hints[n])) for i, n in enumerate(written) if n in known]
        return lambda value: cls(**{name: part(value[i]) for i, name, part in plan})


def _as_it_is(value: Any) -> Any:
    return value


@lru_cache(maxsize=16)
def _layout(text: str) -> _Layout:
    return _Layout(text)


def pack_document(document: Document) -> bytes:
    """A document as compressed JSON of the current layout."""
    return zlib.compress(json.dumps(_encode(document), ensure_ascii=False, separators=(",", ":")).encode(), LEVEL)


def unpack_document(data: bytes, layout: str) -> Document:
    """The inverse of `pack_document`, for any layout it was written with."""
    document: Document = _layout(layout).of(Document)(json.loads(zlib.decompress(data)))
    return document


def pack_passage(passage: Passage) -> str:
    """Everything of a passage but its text (which has a column of its own) as JSON of the current layout."""
    values = [None if name == "text" else _encode(getattr(passage, name)) for name in _names(Passage)]
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def unpack_passage(text: str, data: str, layout: str) -> Passage:
    """The inverse of `pack_passage`."""
    found = _layout(layout)
    values = json.loads(data)
    values[found.names["Passage"].index("text")] = text
    passage: Passage = found.of(Passage)(values)
    return passage
