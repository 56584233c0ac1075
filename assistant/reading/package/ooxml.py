"""The Word package: parts as safe XML trees, and the names of WordprocessingML."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from assistant.reading.limits import MAX_RATIO, MAX_ROWS, MAX_XML_BYTES, unreadable
from assistant.wording import grouped, say

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_W_NAMESPACE = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"

Element = Any
"""An lxml element (lxml ships no types)."""


@dataclass(frozen=True, slots=True)
class Attached:
    """A part of the package that hangs at the text: the last word of the relation's type, its name, and its bytes where
    they are read (None: they are not, or are missing)."""

    kind: str
    name: str
    data: bytes | None = None


@dataclass(frozen=True, slots=True)
class Package:
    """The parts of a Word file that carry text. `None` or empty where the file has none."""

    document: Element
    styles: Element | None = None
    numbering: Element | None = None
    footnotes: Element | None = None
    endnotes: Element | None = None
    settings: Element | None = None
    margins: tuple[Element, ...] = field(default=())
    """Headers and footers, in the order of their file names."""
    comments: Element | None = None
    attached: Mapping[str, Attached] = field(default_factory=dict)
    """What the text refers to, by relation id: embedded documents, charts, diagrams, objects."""


def open_package(data: bytes) -> Package:
    """The text parts of a .docx. Raises `FileUnreadable` for a damaged, encrypted, oversized or foreign package."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            main = _main_part(archive, names)
            folder = posixpath.dirname(main)

            def part(name: str) -> Element | None:
                path = posixpath.join(folder, name)
                return _parse(archive, path) if path in names else None

            margins = sorted(
                n
                for n in names
                if posixpath.dirname(n) == folder
                and posixpath.basename(n).startswith(("header", "footer"))
                and n.endswith(".xml")
            )
            return Package(
                _parse(archive, main),
                part("styles.xml"),
                part("numbering.xml"),
                part("footnotes.xml"),
                part("endnotes.xml"),
                part("settings.xml"),
                tuple(_parse(archive, name) for name in margins),
                part("comments.xml"),
                _attached(archive, main, names),
            )
    except (zipfile.BadZipFile, zlib.error, KeyError, EOFError, OSError, NotImplementedError, ValueError) as error:
        raise unreadable(say("files.word.damaged"), say("files.word.save_again")) from error
    except RuntimeError as error:  # zipfile's word for an encrypted member
        raise unreadable(say("files.word.locked"), say("files.remove_password")) from error
    except etree.XMLSyntaxError as error:
        raise unreadable(say("files.word.xml_damaged"), say("files.word.save_again")) from error


def _main_part(archive: zipfile.ZipFile, names: set[str]) -> str:
    if "_rels/.rels" in names:
        for relation in _parse(archive, "_rels/.rels").iter(f"{_RELATIONS}Relationship"):
            if str(relation.get("Type", "")).endswith("/officeDocument"):
                target = str(relation.get("Target", "")).lstrip("/")
                if target in names:
                    return target
    if "word/document.xml" in names:
        return "word/document.xml"
    raise KeyError("word/document.xml")


_READ = frozenset({"aFChunk", "chart", "chartEx", "diagramData"})
"""Kinds of parts whose bytes the reader asks for; pictures and objects are only named."""


def _attached(archive: zipfile.ZipFile, main: str, names: set[str]) -> dict[str, Attached]:
    folder, base = posixpath.split(main)
    relations = posixpath.join(folder, "_rels", f"{base}.rels")
    out: dict[str, Attached] = {}
    if relations not in names:
        return out
    for relation in _parse(archive, relations):
        if not isinstance(relation.tag, str) or relation.get("TargetMode") == "External":
            continue
        target = str(relation.get("Target", ""))
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        kind = str(relation.get("Type", "")).rsplit("/", 1)[-1]
        data = _bytes(archive, path) if kind in _READ and path in names else None
        out[str(relation.get("Id"))] = Attached(kind, posixpath.basename(path), data)
    return out


def _bytes(archive: zipfile.ZipFile, name: str) -> bytes:
    info = archive.getinfo(name)
    large = info.file_size > 8 * 1024 * 1024 and info.file_size > MAX_RATIO * max(info.compress_size, 1)
    if info.file_size > MAX_XML_BYTES or large:
        raise unreadable(say("files.word.bomb"), say("files.check_origin"))
    return archive.read(info)


def parse_xml(content: bytes) -> Element:
    """A part as a tree; entities stay unresolved and nothing is fetched. Raises `lxml.etree.XMLSyntaxError`,
    `ValueError` for an empty one."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True, remove_comments=True, remove_pis=True
    )
    root = etree.fromstring(content, parser)
    if root is None:
        raise ValueError("empty XML part")
    return root


def _parse(archive: zipfile.ZipFile, name: str) -> Element:
    content = _bytes(archive, name).replace(_STRICT, _W_NAMESPACE)
    if (rows := content.count(b"<w:tr>") + content.count(b"<w:tr ")) > MAX_ROWS:
        raise unreadable(
            say("files.word.too_many_rows", rows=grouped(rows), most=grouped(MAX_ROWS)),
            say("files.split"),
        )
    return parse_xml(content)


def value(element: Element | None, name: str) -> str | None:
    """The `w:val` of the child `w:name`, None when there is no such child; "" when it has no value."""
    child = element.find(W + name) if element is not None else None
    return None if child is None else str(child.get(W + "val", ""))


def is_on(element: Element | None, name: str) -> bool | None:
    """A toggle property (`w:b`, `w:vanish`): None when it is not given."""
    found = value(element, name)
    return None if found is None else found.lower() not in {"0", "false", "off", "none"}
