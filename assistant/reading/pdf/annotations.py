"""What is set over a PDF page: values of form fields, text typed over the page, notes beside it.

The letters of a field's appearance are those of the font a form brings, which often lacks Vietnamese ones; the value is
exact. So fields and typed text are taken off the page before its letters are read, and put in by their values.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as pdfium

from assistant.reading.layout.glyphs import Glyph
from assistant.reading.pdf.attachments import attached_name, utf16
from assistant.reading.pdf.glyphs import Transform
from assistant.vietnamese.normalise import nfc

_TICKED, _EMPTY = "☑", "☐"
_HIDDEN = pdfium.FPDF_ANNOT_FLAG_HIDDEN | pdfium.FPDF_ANNOT_FLAG_NOVIEW
_PASSWORD = 1 << 13
_MOST = 5_000
"""Annotations of one page that are looked at; a form of many pages has some hundreds."""
_LARGEST, _SMALLEST = 12.0, 5.0
"""Points: the type of typed values; fields are mostly set for 12, or for as much as their height allows."""
_NOTES = frozenset(
    {pdfium.FPDF_ANNOT_TEXT, pdfium.FPDF_ANNOT_HIGHLIGHT, pdfium.FPDF_ANNOT_UNDERLINE, pdfium.FPDF_ANNOT_SQUIGGLY,
     pdfium.FPDF_ANNOT_STRIKEOUT, pdfium.FPDF_ANNOT_CARET}
)  # fmt: skip
_UNREAD = {
    pdfium.FPDF_ANNOT_SOUND: "Sound", pdfium.FPDF_ANNOT_MOVIE: "Movie", pdfium.FPDF_ANNOT_RICHMEDIA: "RichMedia",
    pdfium.FPDF_ANNOT_THREED: "3D", pdfium.FPDF_ANNOT_SCREEN: "Screen",
}  # fmt: skip

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Value:
    """Words typed into a field or over the page, and the box they stand in (left, bottom, right, top of the file)."""

    text: str
    box: Box
    field: bool


@dataclass(slots=True)
class Annotated:
    """What was found on one page. `notes`: the words of comments; `hidden`: values that nobody sees; `unread`: kinds of
    annotations that are no text; `held`: names of files pinned to the page."""

    values: list[Value] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    held: list[str] = field(default_factory=list)
    hidden: int = 0


def take_annotations(page: Any, form: Any) -> Annotated:
    """Fields and typed text of the page, which are taken off it; marks of signatures, stamps and pictures stay.

    `form`: pdfium's handle of the form, None for a document without one.
    """
    found = Annotated()
    gone: list[int] = []
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(page.raw), _MOST)):
        annotation = pdfium.FPDFPage_GetAnnot(page.raw, index)
        if not annotation:
            continue
        try:
            if _take(annotation, form, found):
                gone.append(index)
        finally:
            pdfium.FPDFPage_CloseAnnot(annotation)
    for index in reversed(gone):
        pdfium.FPDFPage_RemoveAnnot(page.raw, index)
    return found


def _take(annotation: Any, form: Any, found: Annotated) -> bool:
    """Notes what one annotation says; whether it is to be taken off the page."""
    kind = pdfium.FPDFAnnot_GetSubtype(annotation)
    rectangle = pdfium.FS_RECTF()
    if kind in _UNREAD:
        found.unread.append(_UNREAD[kind])
        return False
    if kind == pdfium.FPDF_ANNOT_FILEATTACHMENT:
        if item := pdfium.FPDFAnnot_GetFileAttachment(annotation):
            found.held.append(attached_name(item))
        return False
    is_field = kind == pdfium.FPDF_ANNOT_WIDGET
    if kind in _NOTES:
        if words := _words(annotation):
            found.notes.append(words)
        return False
    if not (is_field or kind == pdfium.FPDF_ANNOT_FREETEXT):
        return False
    text = _field_value(annotation, form) if is_field else _contents(annotation)
    if text is None or not pdfium.FPDFAnnot_GetRect(annotation, rectangle):
        return False
    if pdfium.FPDFAnnot_GetFlags(annotation) & _HIDDEN:
        found.hidden += bool(text.strip(_EMPTY + _TICKED + " \r\n"))
        return True
    box = (rectangle.left, min(rectangle.bottom, rectangle.top), rectangle.right, max(rectangle.bottom, rectangle.top))
    if text.strip():
        found.values.append(Value(nfc(text), box, is_field))
    return is_field or bool(text.strip())


def _words(annotation: Any) -> str:
    return " ".join(nfc(_contents(annotation)).split())


def _contents(annotation: Any) -> str:
    return utf16(lambda buffer, size: pdfium.FPDFAnnot_GetStringValue(annotation, b"Contents", buffer, size))


def _field_value(annotation: Any, form: Any) -> str | None:
    """The value of a field as a reader sees it; None for buttons, signatures and what has none of its own."""
    if form is None:
        return None
    kind = pdfium.FPDFAnnot_GetFormFieldType(form, annotation)
    if kind in (pdfium.FPDF_FORMFIELD_CHECKBOX, pdfium.FPDF_FORMFIELD_RADIOBUTTON):
        return _TICKED if pdfium.FPDFAnnot_IsChecked(form, annotation) else _EMPTY
    if kind in (pdfium.FPDF_FORMFIELD_COMBOBOX, pdfium.FPDF_FORMFIELD_LISTBOX):
        count = min(pdfium.FPDFAnnot_GetOptionCount(form, annotation), _MOST)
        chosen = [
            utf16(lambda buffer, size, n=n: pdfium.FPDFAnnot_GetOptionLabel(form, annotation, n, buffer, size))  # type: ignore[misc]
            for n in range(count)
            if pdfium.FPDFAnnot_IsOptionSelected(form, annotation, n)
        ]
        if chosen:
            return ", ".join(chosen)
    elif kind != pdfium.FPDF_FORMFIELD_TEXTFIELD:
        return None
    elif pdfium.FPDFAnnot_GetFormFieldFlags(form, annotation) & _PASSWORD:
        return ""
    return utf16(lambda buffer, size: pdfium.FPDFAnnot_GetFormFieldValue(form, annotation, buffer, size))


def typed_glyphs(values: Sequence[Value], place: Transform, glyphs: Sequence[Glyph]) -> list[Glyph]:
    """The letters of `values` as if they were printed in their boxes, on the baseline of the label beside them."""
    out: list[Glyph] = []
    order = max((g.order for g in glyphs), default=0) + 10
    for value in values:
        (x0, y0), (x1, y1) = place(value.box[0], value.box[1]), place(value.box[2], value.box[3])
        left, top, right, bottom = min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
        lines = [" ".join(line.split()) for line in value.text.replace("\r", "\n").split("\n")]
        lines = [line for line in lines if line]
        size = max(min(_LARGEST, 0.75 * (bottom - top) / max(len(lines), 1)), _SMALLEST)
        first = top + size if len(lines) > 1 or not value.field else bottom - 0.28 * (bottom - top)
        if value.field and (beside := _baseline_beside(glyphs, left, top, right, bottom)) is not None:
            first = beside
        for number, line in enumerate(lines):
            order += 5
            wide = min(0.5 * size, max(right - left - 4, 1.0) / len(line))
            x, space = left + 2, False
            for letter in line:
                if letter == " ":
                    space = True
                else:
                    edge = right if letter in (_TICKED, _EMPTY) else x + wide
                    baseline = first + 1.2 * size * number
                    glyph = Glyph(letter, x, edge, baseline, size, order, space, -1, space, typed=value.field)
                    out.append(glyph)
                    order += 1
                    space = False
                x += wide
    return out


def _baseline_beside(glyphs: Sequence[Glyph], left: float, top: float, right: float, bottom: float) -> float | None:
    """The baseline of the printed letters nearest to a box, of those that stand at its height."""
    near: tuple[float, float] | None = None
    for glyph in glyphs:
        if not glyph.turn and top + 2 < glyph.baseline <= bottom + 2:
            away = max(left - glyph.right, glyph.left - right, 0.0)
            if near is None or away < near[0]:
                near = away, glyph.baseline
    return near[1] if near is not None and near[0] < 400 else None
