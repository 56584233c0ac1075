"""Spreadsheets and slides as packages of XML parts: safe reading, parts named by their relations."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from lxml import etree

from assistant.reading.limits import MAX_RATIO, MAX_XML_BYTES, unreadable
from assistant.reading.package.ooxml import Element
from assistant.wording import say

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_STRICT_R = "{http://purl.oclc.org/ooxml/officeDocument/relationships}"
_SAFE: dict[str, Any] = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": True,
    "remove_comments": True,
}


class Parts:
    """The XML parts of one package. Elements are matched by `local`: strict files have namespaces of their own."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self.names = frozenset(archive.namelist())

    def root(self, name: str) -> Element | None:
        """The part as a tree, None when the package has none of that name."""
        if name not in self.names:
            return None
        self._check(name)
        return etree.fromstring(self._archive.read(name), etree.XMLParser(**_SAFE, remove_pis=True))

    def stream(self, name: str) -> Iterator[Element]:
        """The elements of a part as each ends; the caller clears those it is done with."""
        self._check(name)
        with self._archive.open(name) as file:
            for _, element in etree.iterparse(file, events=("end",), **_SAFE):
                yield element

    def related(self, name: str) -> dict[str, tuple[str, str]]:
        """The parts that `name` refers to, by relation id: (last word of the relation's type, name of the part)."""
        folder, base = posixpath.split(name)
        relations = self.root(posixpath.join(folder, "_rels", f"{base}.rels"))
        out: dict[str, tuple[str, str]] = {}
        for relation in relations if relations is not None else ():
            if relation.get("TargetMode") != "External":
                target = str(relation.get("Target", ""))
                path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
                out[str(relation.get("Id"))] = (str(relation.get("Type", "")).rsplit("/", 1)[-1], path)
        return out

    def main(self, default: str) -> str:
        """The part the package is about."""
        found = (path for kind, path in self.related("").values() if kind == "officeDocument")
        name = next(found, default).lstrip("/")
        if name not in self.names:
            raise KeyError(name)
        return name

    def _check(self, name: str) -> None:
        info = self._archive.getinfo(name)
        large = info.file_size > 8 * 1024 * 1024 and info.file_size > MAX_RATIO * max(info.compress_size, 1)
        if info.file_size > 4 * MAX_XML_BYTES or large:
            raise unreadable(say("files.office.bomb"), say("files.check_origin"))


@contextmanager
def open_parts(data: bytes, what: str) -> Iterator[Parts]:
    """The parts of a package; errors inside the block say that `what` ("Bảng tính (.xlsx)") is damaged or locked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield Parts(archive)
    except (zipfile.BadZipFile, zlib.error, KeyError, EOFError, OSError, NotImplementedError, ValueError) as error:
        raise unreadable(say("files.office.damaged", what=what), say("files.office.save_again")) from error
    except RuntimeError as error:  # zipfile's word for an encrypted member
        if isinstance(error, RecursionError):
            raise
        raise unreadable(say("files.office.locked", what=what), say("files.remove_password")) from error
    except etree.XMLSyntaxError as error:
        raise unreadable(
            say("files.office.xml_damaged", what=f"{what[0].lower()}{what[1:]}"), say("files.office.save_again")
        ) from error


def local(element: Element) -> str:
    """The name of an element without its namespace, "" for what is no element."""
    tag = element.tag
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""


def children(element: Element | None, *path: str) -> Iterator[Element]:
    """The descendants along `path` of local names."""
    if element is None:
        return
    for child in element:
        if local(child) == path[0]:
            if len(path) == 1:
                yield child
            else:
                yield from children(child, *path[1:])


def child(element: Element | None, *path: str) -> Element | None:
    """The first of `children`."""
    return next(children(element, *path), None)


def relation_id(element: Element, name: str = "id") -> str:
    return str(element.get(R + name) or element.get(_STRICT_R + name) or "")
