"""The glyphs of one PDF page in display coordinates: letters with their boxes and baselines, ruling lines, pictures."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

from assistant.reading.layout.glyphs import Drawing, Fill, Glyph
from assistant.reading.layout.turned import lean, own_frame, with_widths

_LIGATURES = {
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\ufb05": "st",
    "\ufb06": "st",
}
_HYPHENS = {"\x02": "-", "\ufffe": "-", "\u2010": "-", "\u2011": "-"}
_DRAWN = frozenset({pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING})
_TEXT = frozenset({pdfium.FPDF_PAGEOBJ_TEXT})
_ROW = 1 << 32
"""More than any page is high in points, so that column and row make one number."""
_DEEPEST = 6
"""Forms within forms: real files nest two or three, a damaged one may nest without end."""
_SPACES = frozenset(" \t\r\n\u00a0\u3000\u2002\u2003\u2009\u200a\u202f\u200b")


Transform = Callable[[float, float], tuple[float, float]]


def transform(page: Any, turn: int = 0) -> tuple[Transform, float, float]:
    """From PDF user space to points from the top left as the page is shown, turned by its /Rotate and `turn` (degrees
    clockwise).

    Returns the function, the width and the height.
    """
    left, bottom, right, top = page.get_bbox()
    width, height = right - left, top - bottom
    rotation = (page.get_rotation() + turn) % 360
    if rotation == 90:
        return (lambda x, y: (y - bottom, x - left)), height, width
    if rotation == 180:
        return (lambda x, y: (right - x, y - bottom)), width, height
    if rotation == 270:
        return (lambda x, y: (top - y, right - x)), height, width
    return (lambda x, y: (x - left, top - y)), width, height


def text_turn(text_page: Any, count: int, page_rotation: int) -> int:
    """How far the page must be turned clockwise so that most of its letters stand upright: 0, 90, 180 or 270."""
    handle = text_page.raw
    votes: dict[int, int] = {}
    for index in range(0, count, max(1, count // 60)):
        angle = pdfium.FPDFText_GetCharAngle(handle, index)
        if angle >= 0:
            quarter = round(math.degrees(angle) / 90) * 90 % 360
            votes[quarter] = votes.get(quarter, 0) + 1
    if not votes:
        return 0
    main = max(votes, key=lambda q: votes[q])
    # pdfium gives the angle in user space (0 to 2 pi, clockwise as drawn on a page that is not rotated).
    return (-main - page_rotation) % 360 if main or page_rotation else 0


@dataclass(slots=True)
class Letters:
    """The letters of a text page in content order, overprinted twins (false bold) once.

    `owners`: the objects that drew them, by address, with the size of their type. `outside`: the `order` of letters
    that lie wholly off the page.
    """

    glyphs: list[Glyph]
    owners: dict[int, tuple[Any, float]]
    outside: set[int]


def read_glyphs(text_page: Any, count: int, place: Transform, width: float, height: float) -> Letters:
    """All letters of a text page; which of them are seen: `pdf/unseen.py`. `width` and `height`: of the page."""
    handle = text_page.raw
    box = pdfium.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    types: dict[int, tuple[float, float]] = {}
    owners: dict[int, tuple[Any, float]] = {}
    outside: set[int] = set()
    (x0, y0), (x1, y1), (x2, y2) = place(0.0, 0.0), place(1.0, 0.0), place(0.0, 1.0)
    axes = (x1 - x0, y1 - y0, x2 - x0, y2 - y0)
    unicode_of, box_of = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetLooseCharBox
    origin_of, object_of = pdfium.FPDFText_GetCharOrigin, pdfium.FPDFText_GetTextObject
    box_ref, x_ref, y_ref = ctypes.byref(box), ctypes.byref(x), ctypes.byref(y)
    out: list[Glyph] = []
    seen: dict[str, dict[int, int]] = {}
    matrix = pdfium.FS_MATRIX()
    space = printed = leaning = False
    high = 0
    for index in range(count):
        code = unicode_of(handle, index)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code, high = (0x10000 + ((high - 0xD800) << 10) + code - 0xDC00, 0) if high else (0xFFFD, 0)
        letter = chr(code)
        if letter in _SPACES:
            space = True
            printed = printed or pdfium.FPDFText_IsGenerated(handle, index) == 0
            continue
        letter = _HYPHENS.get(letter, letter)
        if letter < " " or not box_of(handle, index, box_ref):
            continue
        origin_of(handle, index, x_ref, y_ref)
        left, top = place(box.left, box.top)
        right, bottom = place(box.right, box.bottom)
        if right < left:
            left, right = right, left
        if bottom < top:
            top, bottom = bottom, top
        baseline = place(x.value, y.value)[1]
        if not math.isfinite(left + right + top + bottom + baseline):
            continue  # a damaged matrix: the letter stands nowhere on the page
        item = object_of(handle, index)
        owner = ctypes.c_void_p.from_buffer(item).value or 0
        kind = types.get(owner)
        if kind is None or not owner:
            kind = types[owner] = _type(handle, index, bottom - top, matrix, axes)
            owners[owner] = (item, kind[0])
        size, turn = kind
        off = right < 0 or left > width or bottom < 0 or top > height
        if turn:
            wide = bottom - top if abs(turn) == 90 else right - left
            left, baseline = own_frame(*place(x.value, y.value), turn)
            right = left + wide
        if letter != ".":
            drawn = f"{letter}{turn}" if turn else letter
            there = seen.get(drawn)
            if there is None:
                there = seen[drawn] = {}
            spot = round(left) * _ROW + round(baseline)
            if (
                spot in there or spot - 1 in there or spot + 1 in there or spot - _ROW in there or spot + _ROW in there
            ) and _is_twin(there, spot, letter, index):
                continue
            there[spot] = index
        if off:
            outside.add(len(out))
        out.append(
            Glyph(
                _LIGATURES.get(letter, letter),
                left,
                right,
                baseline,
                size,
                len(out),
                space,
                index,
                printed,
                turn,
                owner,
            )
        )
        leaning = leaning or turn != 0.0
        space = printed = False
    if leaning:
        with_widths(out)
        # A mark that runs over the edge of the page is seen, and is whole with what lies beyond.
        shown = {glyph.owner for glyph in out if glyph.turn and glyph.order not in outside}
        outside -= {glyph.order for glyph in out if glyph.turn and glyph.owner in shown}
    owners.pop(0, None)
    return Letters(out, owners, outside)


def _type(
    handle: Any, index: int, height: float, matrix: Any, axes: tuple[float, float, float, float]
) -> tuple[float, float]:
    """The size of a letter as drawn, in points, and how far it leans; its box is no measure, some fonts give that of
    the ink alone. `axes`: where the page shows the two axes of the file's space."""
    size = float(pdfium.FPDFText_GetFontSize(handle, index))
    turn = 0.0
    if pdfium.FPDFText_GetMatrix(handle, index, ctypes.byref(matrix)):
        size *= math.hypot(matrix.c, matrix.d)
        a, b = matrix.a, matrix.b
        along, down = a * axes[0] + b * axes[2], a * axes[1] + b * axes[3]
        if (down or along < 0) and math.isfinite(along + down):
            turn = lean(math.degrees(math.atan2(-down, along)))
    return min(size if size > 0.5 else max(height, 1.0), 200.0), turn


def _is_twin(there: dict[int, int], spot: int, letter: str, index: int) -> bool:
    """Whether this letter, drawn at the spots `there`, was within a point of this one (overprinting looks bold).

    pdfium takes a ligature apart and gives each letter of "ffi" the ligature's own place.
    """
    near = (there.get(spot + step) for step in (0, -_ROW, _ROW, -1, 1))
    return any(other is not None and not (letter == "f" and index - other == 1) for other in near)


def is_bold(text_page: Any, source: int) -> bool:
    """Whether the letter is set in a bold font, by weight or by the font's name."""
    if pdfium.FPDFText_GetFontWeight(text_page.raw, source) >= 600:
        return True
    buffer = ctypes.create_string_buffer(128)
    flags = ctypes.c_int()
    length = pdfium.FPDFText_GetFontInfo(text_page.raw, source, buffer, 128, ctypes.byref(flags))
    return 0 < length <= 128 and b"bold" in buffer.value.lower()


def read_drawing(page: Any, place: Transform, area: float) -> Drawing:
    """Rules, pictures and painted areas of the page, those inside forms included."""
    rules: list[tuple[float, float, float, float]] = []
    pictures = 0.0
    boxes: list[tuple[float, float, float, float]] = []
    fills: list[Fill] = []
    objects = 0
    x0, y0, x1, y1 = (ctypes.c_float() for _ in range(4))
    for item, kind, order in _on(page, _DRAWN):
        objects += 1
        if objects > 20_000:
            break
        if not pdfium.FPDFPageObj_GetBounds(item, x0, y0, x1, y1):
            continue
        a, b = place(x0.value, y0.value), place(x1.value, y1.value)
        left, top, right, bottom = min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            pictures += max(0.0, right - left) * max(0.0, bottom - top)
            boxes.append((left, top, right, bottom))
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            rules += _rules_of(item, place, (left, top, right, bottom))
        if min(right - left, bottom - top) > 3.0 and (fill := _fill_of(item, kind, order, (left, top, right, bottom))):
            fills.append(fill)
    share = min(pictures / area, 1.0) if area > 0 else 0.0
    drawn = {_address(item): order for item, _, order in _on(page, _TEXT)} if fills else {}
    return Drawing(tuple(rules), share, objects, tuple(boxes), tuple(fills), drawn)


def _address(item: Any) -> int:
    return ctypes.cast(item, ctypes.c_void_p).value or 0


def _fill_of(item: Any, kind: int, order: int, box: tuple[float, float, float, float]) -> Fill | None:
    """The area that a path paints, or a picture or shading covers; None for a path that only draws its outline."""
    if kind != pdfium.FPDF_PAGEOBJ_PATH:
        return Fill(order, box, None)
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    if not pdfium.FPDFPath_GetDrawMode(item, ctypes.byref(mode), ctypes.byref(stroke)) or not mode.value:
        return None
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not pdfium.FPDFPageObj_GetFillColor(item, red, green, blue, alpha):
        return Fill(order, box, None)
    plain = alpha.value == 255 and pdfium.FPDFPath_CountSegments(item) <= 6
    return Fill(order, box, (red.value, green.value, blue.value) if plain else None)


def _on(page: Any, wanted: frozenset[int]) -> Iterator[tuple[Any, int, int]]:
    """What is drawn on the page of the wanted types: the object, its type, and as how many-th thing it is drawn."""
    return _objects(page.raw, pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject, _DEEPEST, wanted, [0])


def _objects(
    parent: Any, count: Any, at: Any, depth: int, wanted: frozenset[int], order: list[int]
) -> Iterator[tuple[Any, int, int]]:
    """Forms are entered. pypdfium2 makes a Python object of each thing, letters too: a fifth of the time of a page
    whose letters are drawn one by one."""
    for index in range(count(parent)):
        item = at(parent, index)
        if not item:
            continue
        order[0] += 1
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind in wanted:
            yield item, kind, order[0]
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth > 1:
            inside = pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject
            yield from _objects(item, *inside, depth - 1, wanted, order)


def _rules_of(
    item: Any, place: Transform, bounds: tuple[float, float, float, float]
) -> list[tuple[float, float, float, float]]:
    """The straight lines of a path: a thin rectangle is one, a larger drawn outline gives each of its sides."""
    left, top, right, bottom = bounds
    if min(right - left, bottom - top) <= 3.0:
        return [bounds] if max(right - left, bottom - top) >= 4.0 else []
    count = pdfium.FPDFPath_CountSegments(item)
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(item, ctypes.byref(mode), ctypes.byref(stroke))
    if not stroke.value or not 2 <= count <= 400:
        return []
    m = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, m):
        return []
    out: list[tuple[float, float, float, float]] = []
    start = last = (0.0, 0.0)
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(item, index)
        pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        point = place(m.a * x.value + m.c * y.value + m.e, m.b * x.value + m.d * y.value + m.f)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            out += _straight(last, point)
        last = point
        if pdfium.FPDFPathSegment_GetClose(segment):
            out += _straight(last, start)
            last = start
    return out


def _straight(a: tuple[float, float], b: tuple[float, float]) -> list[tuple[float, float, float, float]]:
    if min(abs(a[0] - b[0]), abs(a[1] - b[1])) > 1.0 or max(abs(a[0] - b[0]), abs(a[1] - b[1])) < 4.0:
        return []
    return [(min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1]))]
