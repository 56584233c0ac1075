"""Web pages: paragraphs, tables and equations as a browser shows them; menus, headers and footers of the site become
`stamps`; what is not shown, and what is shown and cannot be read, is counted in `FileText.left_out`."""

from __future__ import annotations

import codecs
import re
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field, replace

from lxml import etree
from lxml import html as lxml_html

from assistant.reading.layout.grid import Cell, grid_block, is_data, layout_block
from assistant.reading.layout.superscript import raised
from assistant.reading.left_out import merged
from assistant.reading.limits import unreadable
from assistant.reading.package.ooxml import Element
from assistant.reading.text.legacy_encodings import Repair, Run
from assistant.reading.text.plain import decode, require_unicode_vietnamese, split_lines
from assistant.reading.web.elements import (
    as_div,
    document_body,
    drawn,
    font_of,
    integer,
    is_large,
    is_site,
    item_marker,
    rows_of,
    says_something,
    source_name,
)
from assistant.reading.web.mathml import linear_math
from assistant.reading.web.sight import Look, Sight
from assistant.types import FileText, LeftOut, Line, Page, TableBlock
from assistant.vietnamese.normalise import nfc
from assistant.wording import say

_SILENT = frozenset(
    re.findall(
        r"\w+",
        "script style head template noscript svg canvas audio video object iframe embed select textarea datalist",
    )
)
_PARTS = frozenset(["img", "svg", "iframe", "object", "embed"])
_SITE = frozenset(["nav", "footer", "aside", "form", "button", "dialog"])
_BLOCKS = _SITE | frozenset(
    re.findall(
        r"\w+",
        "p div h1 h2 h3 h4 h5 h6 li ul ol dl dt dd blockquote pre section article main header center body html address "
        "figure figcaption hr fieldset legend details summary caption thead tbody tfoot tr td th",
    )
)
_CHARSET = re.compile(rb"""(?:charset\s*=\s*|encoding\s*=\s*)["']?\s*([\w-]+)""", re.IGNORECASE)
_CENTRE = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_COLUMN = "    "


def read_html(data: bytes) -> FileText:
    """The text of a web page as one page without a number. Raises `FileUnreadable` when nothing can be read."""
    text, encoding = _decode(data)
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text).replace("\x00", "")
    try:
        parser = lxml_html.HTMLParser(
            no_network=True, remove_comments=True, remove_pis=True, huge_tree=True, encoding="utf-8"
        )
        root = lxml_html.document_fromstring(text.encode("utf-8", errors="replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError) as error:
        raise unreadable(say("files.web.not_read"), say("files.web.save_whole")) from error
    repair = Repair(str(text) for text in root.itertext())
    body = root.find("body")
    body = root if body is None else body
    reader = _Reader(_Page(repair, sum(len(text) for text in body.itertext()), Sight(root)))
    blocks = list(reader.blocks(_document_in(body, reader)))
    if not blocks:
        raise unreadable(say("files.web.no_text"), say("files.check_original"))
    require_unicode_vietnamese("\n".join(b.text for b in blocks if isinstance(b, Line)))
    return FileText(
        "html",
        (Page(None, tuple(blocks)),),
        False,
        tuple(dict.fromkeys(reader.stamps)),
        repair.encoding or encoding,
        left_out=merged(reader.page.left_out),
    )


def _document_in(body: Element, reader: _Reader) -> Element:
    """The element that holds the document where the site is known, what stands around it set aside; else `body`."""
    document = document_body(body)
    if document is None:
        return body
    document.tail = None
    parent = document.getparent()
    parent.remove(document)
    reader.set_aside(body)
    return document


def _decode(data: bytes) -> tuple[str, str]:
    text, encoding = decode(data)
    if text is not None and encoding is not None and encoding != "windows-1258":
        return text, encoding
    if declared := _CHARSET.search(data[:4096]):
        try:
            name = codecs.lookup(declared.group(1).decode("ascii")).name
            return data.decode(name), name
        except (LookupError, UnicodeDecodeError, ValueError):
            pass  # a page that declares what it is not: what its bytes say comes next
    if text is None or encoding is None:
        raise unreadable(say("files.web.not_unicode"), say("files.web.save_as_utf8"))
    return text, encoding


@dataclass(slots=True)
class _Page:
    """What the readers of one page share. `letters`: of the whole page; `aside`: what belongs to the site is read, and
    what is missing there is not told."""

    repair: Repair
    letters: int
    sight: Sight
    left_out: list[LeftOut] = field(default_factory=list)
    aside: bool = False


class _Reader:
    """Walks the tree once; `stamps` collects what belongs to the site. `look`: of the element that it begins in."""

    def __init__(self, page: _Page, look: Look | None = None) -> None:
        self.stamps: list[str] = []
        self.page = page
        self._looks = [look or Look()]
        self._text: list[Run] = []
        self._bold: list[bool] = []
        self._fonts: list[str | None] = [None]

    def blocks(
        self, element: Element, *, bold: bool = False, centred: bool = False, marker: str = ""
    ) -> Iterator[Line | TableBlock]:
        """The blocks inside `element`; `marker` stands before its first line ("1.", "-")."""
        self._text, self._bold = [Run(marker + " ")] if marker else [], []
        yield from self._walk(element, bold, centred, keep_spaces=element.tag == "pre")
        yield from self._flush(centred)

    def _flush(self, centred: bool) -> Iterator[Line]:
        text, bold = self.page.repair.runs(self._text), bool(self._bold) and all(self._bold)
        self._text, self._bold = [], []
        for part in text.split("\n"):
            for line in split_lines(nfc(part)):
                if clean := line.strip():
                    yield Line(clean, None, bold, centred)

    def _say(self, text: str | None, bold: bool, keep_spaces: bool) -> None:
        if not text:
            return
        if not keep_spaces:
            text = re.sub(r"[ \t\r\n\f]+", " ", text)
            if text[0] == " " and (not self._text or self._text[-1].text.endswith((" ", "\n"))):
                text = text[1:]
        self._text.append(Run(text.replace("\t", _COLUMN), self._fonts[-1]))
        if text.strip():
            self._bold.append(bold)

    def _walk(
        self, element: Element, bold: bool, centred: bool, keep_spaces: bool = False
    ) -> Iterator[Line | TableBlock]:
        self._fonts.append(font_of(element) or self._fonts[-1])
        self._say(element.text, bold, keep_spaces)
        number = integer(element.get("start"), 1) if element.tag == "ol" else 0
        for child in element:
            tag = child.tag if isinstance(child.tag, str) else ""
            look = self.page.sight.of(child, self._looks[-1]) if tag else self._looks[-1]
            if tag == "br":
                self._text.append(Run("\n"))
            elif tag in _PARTS:
                self._lose(child, tag)
            elif tag and look.fault is not None:
                number += self._left_out(child, look)
            elif tag:
                self._looks.append(look)
                number = yield from self._child(child, element, number, bold, centred, keep_spaces)
                self._looks.pop()
            self._say(child.tail, bold, keep_spaces)
        self._fonts.pop()

    def _child(
        self, child: Element, element: Element, number: int, bold: bool, centred: bool, keep_spaces: bool
    ) -> Generator[Line | TableBlock, None, int]:
        """The blocks of one element that is seen; gives back the number of the next item of a list."""
        tag = child.tag
        if tag in _SITE or (tag in _BLOCKS and is_site(child, self.page.letters)):
            self.set_aside(child)
        elif tag == "table":
            yield from self._flush(centred)
            yield from self._table(child)
        elif tag in _BLOCKS:
            yield from self._flush(centred)
            marker = ""
            if tag == "li":
                number = integer(child.get("value"), number)
                marker, number = item_marker(element, number), number + 1
            yield from self._block(child, bold, centred, marker, keep_spaces)
        elif tag == "math":
            self._say(linear_math(child), bold, keep_spaces)
        elif tag not in _SILENT:
            yield from self._inline(child, bold, centred, keep_spaces)
        return number

    def _left_out(self, child: Element, look: Look) -> int:
        """Counts an element that is no text; gives back how far it moves the numbers of its list."""
        if not self.page.aside and child.tag not in _SILENT and says_something(child):
            self.page.left_out.append(LeftOut(look.fault or "unseen"))
        return int(child.tag == "li" and not look.hidden)

    def _lose(self, child: Element, tag: str) -> None:
        """Pictures that may hold text, and pages and files inside the page."""
        if self.page.aside or self.page.sight.of(child, self._looks[-1]).hidden:
            return
        if tag == "img":
            self.page.left_out += [LeftOut("picture")] if is_large(child) else []
        elif tag == "svg":
            self.page.left_out += [LeftOut("picture")] if next(child.iter("text"), None) is not None else []
        elif name := source_name(child):
            self.page.left_out.append(LeftOut("part", 1, (name,)))

    def _block(
        self, child: Element, bold: bool, centred: bool, marker: str, keep_spaces: bool
    ) -> Iterator[Line | TableBlock]:
        style = str(child.get("style") or "")
        own = child.tag == "center" or str(child.get("align") or "").lower() == "center" or bool(_CENTRE.search(style))
        if child.get("align") or "text-align" in style:
            centred = own
        heavy = bold or child.tag in {"h1", "h2", "h3", "h4", "h5", "h6", "th"} or bool(_BOLD.search(style))
        centred = centred or own
        if marker:
            self._text.append(Run(marker + " "))
        yield from self._walk(child, heavy, centred, keep_spaces or child.tag == "pre")
        yield from self._flush(centred)

    def _inline(self, child: Element, bold: bool, centred: bool, keep_spaces: bool) -> Iterator[Line | TableBlock]:
        if child.tag == "sup":
            text = "".join(child.itertext())
            self._say(raised(text, "".join(run.text for run in self._text[-2:])), bold, keep_spaces)
            return
        heavy = bold or child.tag in {"b", "strong"} or bool(_BOLD.search(str(child.get("style") or "")))
        yield from self._walk(child, heavy, centred, keep_spaces)

    def set_aside(self, element: Element) -> None:
        """What belongs to the site goes to `stamps`."""
        look = self.page.sight.of(element, self._looks[-1])
        if look.fault is None:
            aside = _Reader(replace(self.page, aside=True), look)
            for block in aside.blocks(as_div(element)):
                self.stamps += [block.text] if isinstance(block, Line) else [c for row in block.rows for c in row if c]
            self.stamps += aside.stamps

    def _table(self, table: Element) -> Iterator[Line | TableBlock]:
        rows: list[list[Cell]] = []
        for row in rows_of(table):
            above = row.getparent()
            around = self._looks[-1] if above is table else self.page.sight.of(above, self._looks[-1])
            look = self.page.sight.of(row, around)
            if look.fault is not None:
                self._left_out(row, look)
                continue
            cells = list(self._cells(row, look))
            if cells:
                rows.append(cells)
        caption = table.find("caption")
        if caption is not None and (title := nfc(re.sub(r"\s+", " ", "".join(caption.itertext())).strip())):
            yield Line(title)
        if sum(len(row) for row in rows) == 1:
            yield from rows[0][0].blocks
        elif drawn(table) or is_data(rows):
            yield from grid_block(rows)
        else:
            yield from self._layout(rows)

    def _cells(self, row: Element, around: Look) -> Iterator[Cell]:
        for cell in row:
            if cell.tag not in {"td", "th"}:
                continue
            look = self.page.sight.of(cell, around)
            spans = integer(cell.get("colspan"), 1), integer(cell.get("rowspan"), 1)
            if look.fault is not None:
                self._left_out(cell, look)
                if not look.hidden:
                    yield Cell((), *spans)  # its place stays
                continue
            inner = _Reader(self.page, look)
            blocks = tuple(inner.blocks(cell, bold=cell.tag == "th"))
            self.stamps += inner.stamps
            yield Cell(blocks, *spans)

    def _layout(self, rows: list[list[Cell]]) -> Iterator[Line | TableBlock]:
        """A table that only places things: one that holds tables, or a column of text, is read through."""
        if max((len(row) for row in rows), default=0) == 1 or any(
            isinstance(b, TableBlock) for row in rows for c in row for b in c.blocks
        ):
            for row in rows:
                for cell in row:
                    yield from cell.blocks
        else:
            yield from layout_block(rows)
