"""One variant of a file, and small things its makers share."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True, slots=True)
class Variant:
    """A file, a question over it, and what the answer must show.

    `right`: all of it stands in one quotation and what is shown above it; `never`: stands nowhere in the text that was
    read; `told`: stands in the report; `cited`: stands in the citation. `path` may hold folders. `via`: LibreOffice
    saves the file in this format before it is read.
    """

    kind: str
    producer: str
    path: str
    data: bytes
    question: str
    right: tuple[str, ...]
    never: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    cited: tuple[str, ...] = ()
    via: str | None = None

    @property
    def name(self) -> str:
        return f"{self.kind}/{self.path}"


def saved(thing: Any) -> bytes:
    """The bytes of a workbook, document or presentation."""
    out = io.BytesIO()
    thing.save(out)
    return out.getvalue()


def through_office(variant: Variant, to: str) -> Variant:
    """The same file as LibreOffice saves it in the format `to`."""
    stem = variant.path.rsplit(".", 1)[0]
    return replace(variant, producer=f"LibreOffice .{to}", path=f"{stem} {to}.{to}", via=to)


def changed(package: bytes, parts: Mapping[str, Any]) -> bytes:
    """The package with parts written anew: bytes, or a function of the bytes that stand there; None takes one out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            data = old.read(info)
            change = parts.get(info.filename, data)
            if change is not None:
                new.writestr(info.filename, change(data) if callable(change) else change)
        for name, change in parts.items():
            if name not in old.namelist() and change is not None:
                new.writestr(name, change)
    return out.getvalue()
