"""Form fields, annotations and files put into a PDF that is already printed, as an incremental update (ISO 32000-1,
7.5.6): what was printed stays as it is, byte for byte."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

_OBJECT = re.compile(rb"(?<![0-9])(\d+) 0 obj\b(.*?)endobj", re.S)


def text(value: str) -> str:
    """A text string: UTF-16 with its mark, in hexadecimal."""
    return f"<feff{value.encode('utf-16-be').hex()}>"


@dataclass(slots=True)
class Update:
    """`base` with more objects. `annots` are put on its first page, `catalog` entries into its catalog."""

    base: bytes
    annots: list[str] = field(default_factory=list)
    catalog: list[str] = field(default_factory=list)
    _objects: dict[int, bytes] = field(default_factory=dict)
    _next: int = 0

    def __post_init__(self) -> None:
        self._next = max(int(m[1]) for m in _OBJECT.finditer(self.base)) + 1

    def add(self, body: str | bytes) -> str:
        """A new object; its reference."""
        number = self._next
        self._next += 1
        self._objects[number] = body if isinstance(body, bytes) else body.encode("latin-1")
        return f"{number} 0 R"

    def stream(self, head: str, content: bytes) -> str:
        return self.add(f"<< {head} /Length {len(content)} >> stream\n".encode() + content + b"\nendstream")

    def annotation(self, subtype: str, rect: Sequence[float], more: str = "") -> str:
        box = " ".join(f"{value:g}" for value in rect)
        found = self.add(f"<< /Type /Annot /Subtype /{subtype} /F 4 /Rect [{box}] {more} >>")
        self.annots.append(found)
        return found

    def done(self) -> bytes:
        objects = {int(m[1]): m[2] for m in _OBJECT.finditer(self.base)}
        page = next(n for n, body in objects.items() if re.search(rb"/Type\s*/Page\b", body))
        root = next(n for n, body in objects.items() if re.search(rb"/Type\s*/Catalog\b", body))
        changed = dict(self._objects)
        if self.annots:
            body = objects[page]
            old = re.search(rb"/Annots\s*\[([^\]]*)\]", body)
            listed = (old[1] + b" " if old else b"") + " ".join(self.annots).encode()
            changed[page] = _with(re.sub(rb"/Annots\s*\[[^\]]*\]", b"", body), b"/Annots [" + listed + b"]")
        if self.catalog:
            changed[root] = _with(objects[root], " ".join(self.catalog).encode("latin-1"))
        return self._written(changed, root)

    def _written(self, changed: dict[int, bytes], root: int) -> bytes:
        out = bytearray(self.base.rstrip(b"\n") + b"\n")
        previous = int(re.findall(rb"startxref\s+(\d+)", self.base)[-1])
        table = ""
        for number in sorted(changed):
            table += f"{number} 1\n{len(out):010d} 00000 n \n"
            out += f"{number} 0 obj\n".encode() + changed[number].strip() + b"\nendobj\n"
        start = len(out)
        out += f"xref\n{table}trailer << /Size {self._next} /Root {root} 0 R /Prev {previous} >>\n".encode()
        return bytes(out + f"startxref\n{start}\n%%EOF\n".encode())


def _with(body: bytes, entry: bytes) -> bytes:
    """The dictionary `body` with one more entry."""
    at = body.rindex(b">>")
    return body[:at] + b" " + entry + b" " + body[at:]


def embed(update: Update, files: Sequence[tuple[str, bytes]]) -> list[str]:
    """The file specifications of `files`, by the name tree of the catalog."""
    specs = []
    for name, data in files:
        stored = update.stream("/Type /EmbeddedFile", data)
        specs.append(update.add(f"<< /Type /Filespec /F {text(name)} /UF {text(name)} /EF << /F {stored} >> >>"))
    return specs


def name_tree(update: Update, files: Sequence[tuple[str, bytes]]) -> None:
    specs = embed(update, files)
    names = " ".join(f"{text(name)} {spec}" for (name, _), spec in zip(files, specs, strict=True))
    update.catalog.append(f"/Names << /EmbeddedFiles << /Names [{names}] >> >>")
