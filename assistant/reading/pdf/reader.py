"""PDF files: text and geometry by pdfium, page by page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from statistics import median
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from assistant.reading.layout.columns import in_columns
from assistant.reading.layout.furniture import page_number, remove_furniture
from assistant.reading.layout.glyphs import Drawing, Glyph
from assistant.reading.layout.lines import lines
from assistant.reading.layout.ruled_tables import tables
from assistant.reading.layout.turned import apart
from assistant.reading.left_out import merged
from assistant.reading.limits import allowed, step, unreadable
from assistant.reading.pdf.annotations import Annotated, take_annotations, typed_glyphs
from assistant.reading.pdf.attachments import attached_names
from assistant.reading.pdf.glyphs import is_bold, read_drawing, read_glyphs, text_turn, transform
from assistant.reading.pdf.legacy_fonts import repair_glyphs
from assistant.reading.pdf.pdfium_lock import PDFIUM
from assistant.reading.pdf.rendering import draw_page
from assistant.reading.pdf.signatures import read_signatures
from assistant.reading.pdf.unseen import View, passages, unseen
from assistant.reading.scans.scanned_pages import read_scans
from assistant.reading.scans.stamps import read_stamps
from assistant.reading.scans.values import Recognition, Scan
from assistant.reading.text.legacy_encodings import convert, encoding_name
from assistant.reading.text.text_quality import is_native, page_state
from assistant.types import FileText, LeftOut, Line, Page, TableBlock
from assistant.wording import say


@dataclass(frozen=True, slots=True)
class _Raw:
    """One page before it is judged: `own` is the text without annotations, `marks` the lines that annotations added."""

    page: Page
    own: str
    marks: tuple[str, ...]
    drawing: Drawing
    encodings: Mapping[str, int]
    """Letters put into Unicode, by the old encoding they had."""
    hidden: int = 0
    """Passages that nobody sees on the page."""
    over: Annotated = field(default_factory=Annotated)


def read_pdf(data: bytes, recognition: Recognition | None = None) -> FileText:
    """The pages of a PDF, those without a trustworthy text layer recognised as `recognition` says.

    Raises `FileUnreadable` when it is damaged, encrypted, too long or without pages.
    """
    with PDFIUM:
        document = open_pdf(data)
    try:
        with PDFIUM:
            raws = _read_pages(document)
        return replace(_assemble(raws, document, data, recognition), signatures=read_signatures(data))
    except pypdfium2.PdfiumError as error:
        raise unreadable(say("files.pdf.damaged"), say("files.pdf.print_again")) from error
    finally:
        with PDFIUM:
            document.close()


def _read_pages(document: Any) -> list[_Raw]:
    count = len(document)
    if count == 0:
        raise unreadable(say("files.pdf.no_pages"), say("files.pdf.print_again"))
    if count > (most := allowed().pages):
        raise unreadable(say("files.pdf.too_many", count=count, most=most), say("files.split"))
    if document.get_formtype():
        document.init_forms()
    return [_read_page(document, index) for index in range(count)]


def open_pdf(data: bytes) -> Any:
    """A pypdfium2 document. The caller holds pdfium's lock. Raises `FileUnreadable`: damaged, locked."""
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD or "assword" in str(error):
            raise unreadable(say("files.pdf.locked"), say("files.remove_password")) from error
        if getattr(error, "err_code", None) == pdfium.FPDF_ERR_SECURITY:
            raise unreadable(say("files.pdf.encrypted"), say("files.remove_password")) from error
        raise unreadable(say("files.pdf.damaged"), say("files.pdf.print_again")) from error


def _read_page(document: Any, index: int) -> _Raw:
    step()
    page = document[index]
    before: Counter[str] | None = None
    over = Annotated()
    if pdfium.FPDFPage_GetAnnotCount(page.raw) > 0:
        # Signature fields and stamps are drawn by annotations: flattened, their text becomes part of the page.
        before = _line_words(page)
        over = take_annotations(page, document.formenv.raw if document.formenv else None)
        before.update(word for value in over.values if value.field for word in value.text.split())
        if pdfium.FPDFPage_Flatten(page.raw, pdfium.FLAT_NORMALDISPLAY) == pdfium.FLATTEN_SUCCESS:
            page.close()
            page = document[index]
    text_page = page.get_textpage()
    try:
        count = text_page.count_chars()
        turn = text_turn(text_page, count, page.get_rotation())
        place, width, height = transform(page, turn)
        drawing = read_drawing(page, place, width * height)
        found: dict[str, int] = {}
        letters = read_glyphs(text_page, count, place, width, height)
        gone = unseen(page, letters, drawing, View(width, height, place, turn))
        hidden = passages(letters.glyphs, gone) if gone else 0
        glyphs = [g for g in letters.glyphs if g.order not in gone] if gone else letters.glyphs
        glyphs = repair_glyphs(glyphs, text_page, found)
        glyphs = [*glyphs, *typed_glyphs(over.values, place, glyphs)] if over.values else glyphs
        blocks, slanted = _blocks(glyphs, drawing, width, lambda source: source >= 0 and is_bold(text_page, source))
    finally:
        text_page.close()
        page.close()
    if before is not None and found:
        before = Counter(convert(" ".join(before.elements()), max(found, key=lambda e: found[e])).split())
    marks = _added(blocks, before) if before is not None else []
    typed = [" ".join(value.text.split()) for value in over.values if not value.field]
    marks += [mark for mark in (*slanted, *typed) if mark not in marks]
    own = "\n".join(t for t in _texts(blocks) if t not in marks)
    done = Page(index + 1, tuple(blocks), "text", round(width, 1), round(height, 1))
    return _Raw(done, own, tuple(marks), drawing, found, hidden + over.hidden, over)


def _line_words(page: Any) -> Counter[str]:
    text_page = page.get_textpage()
    try:
        return Counter(str(text_page.get_text_range()).replace("\ufffe", "-").split())
    finally:
        text_page.close()


def _added(blocks: list[Line | TableBlock], before: Counter[str]) -> list[str]:
    """Lines most of whose words were not on the page before the annotations were drawn into it."""
    from assistant.vietnamese.normalise import nfc

    known: Counter[str] = Counter()
    for word, count in before.items():
        known[nfc(word).lower()] += count  # fonts that draw capitals hold small letters
    out = []
    for text in _texts(blocks):
        words = text.lower().split()
        new = [w for w in words if known[w] <= 0]
        known.subtract(words)
        if words and len(new) * 2 > len(words):
            out.append(text)
    return out


def _texts(blocks: list[Line | TableBlock] | tuple[Line | TableBlock, ...]) -> list[str]:
    out: list[str] = []
    for block in blocks:
        if isinstance(block, Line):
            out.append(block.text)
        else:
            out += [
                text
                for r, row in enumerate(block.rows)
                for c, text in enumerate(row)
                if text and (r, c) not in block.filled
            ]
    return out


def _blocks(
    glyphs: list[Glyph], drawing: Drawing, width: float, bold: Any
) -> tuple[list[Line | TableBlock], list[str]]:
    """Lines and tables in reading order, and the marks set over the page, which are none of them."""
    grids, rest = tables(drawing.rules, glyphs)
    out: list[Line | TableBlock] = []
    waiting = list(grids)
    upright = [g for g in rest if not g.turn]
    for line in lines(upright, width, bold):
        while waiting and waiting[0].box and line.box and waiting[0].box.top <= line.box.top:
            out.append(waiting.pop(0))
        out.append(line)
    out = in_columns([*out, *waiting])
    if len(upright) == len(rest):
        return out, []
    leaning, marks = apart([g for g in rest if g.turn], median(g.size for g in upright or rest))
    return [*out, *leaning], marks


def _assemble(raws: list[_Raw], document: Any, data: bytes, recognition: Recognition | None) -> FileText:
    pages: list[Page] = []
    stamps: list[str] = []
    native = is_native([raw.own for raw in raws])
    for raw in raws:
        state = page_state(raw.own, raw.drawing.picture_share, raw.drawing.objects > 0, native=native)
        if state == "text" and page_number(raw.own) is not None:
            state = "blank"
        stamps += raw.marks
        blocks = raw.page.blocks
        if state != "text":
            # The signature line of a scan is no text of the page; it may still carry a mark.
            stamps += (
                [t for t in _texts(blocks) if len(t) < 300 and t not in raw.marks]
                if raw.drawing.picture_share >= 0.5
                else []
            )
            blocks = ()
        pages.append(Page(raw.page.number, blocks, state, raw.page.width, raw.page.height))

    def draw(index: int) -> Scan:
        with PDFIUM:
            if not raws[index].over.values:
                return draw_page(document, index)
            whole = open_pdf(data)  # with the fields, which were taken off the page that was read
            try:
                whole.init_forms()
                return draw_page(whole, index)
            finally:
                whole.close()

    read = read_scans(pages, draw, recognition)
    if recognition is not None and pages[0].state == "text":
        stamps += read_stamps(raws[0].drawing.pictures, pages[0], lambda: draw(0), recognition)
    kept, furniture = remove_furniture(read.pages)
    encoding = encoding_name(sum((Counter(raw.encodings) for raw in raws), Counter[str]()))
    stamps += (*read.stamps, *furniture)
    left_out = _left_out(raws, document)
    return FileText("pdf", tuple(kept), True, tuple(stamps), encoding, ocr_note=read.note, left_out=left_out)


def _left_out(raws: list[_Raw], document: Any) -> tuple[LeftOut, ...]:
    """What nobody sees, and what of the file is no text of its pages: comments, sounds, files inside."""
    with PDFIUM:
        held = (*attached_names(document), *(name for raw in raws for name in raw.over.held))
    found = [LeftOut("unseen", raw.hidden) for raw in raws if raw.hidden]
    found += [LeftOut("comment", len(raw.over.notes), tuple(raw.over.notes)) for raw in raws if raw.over.notes]
    found += [LeftOut("part", len(raw.over.unread), tuple(raw.over.unread)) for raw in raws if raw.over.unread]
    return merged([*found, LeftOut("embedded", len(held), held)] if held else found)
