"""What hangs on a run of a Word file: alternatives of one drawing, text boxes, marks across the page, pictures,
objects, letters of symbol fonts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.reading.package.ooxml import MC, Element, W
from assistant.reading.package.opc import local, relation_id
from assistant.reading.word.numbering import bullet


def alternative(element: Element) -> Element | None:
    """The first alternative of `mc:AlternateContent` that holds text, so that a text box is read once."""
    choices = [c for c in element if c.tag in {MC + "Choice", MC + "Fallback"}]
    for choice in choices:
        if next(choice.iter(W + "t", "{*}textpath"), None) is not None:
            return choice
    return choices[0] if choices else None


def text_boxes(element: Element) -> list[Element]:
    """The outermost text boxes inside a drawing; of alternatives only one."""
    out: list[Element] = []
    for child in element:
        if child.tag == W + "txbxContent":
            out.append(child)
        elif child.tag == MC + "AlternateContent":
            chosen = alternative(child)
            out += text_boxes(chosen) if chosen is not None else []
        else:
            out += text_boxes(child)
    return out


_TURN = re.compile(r"rotation\s*:\s*(-?\d+)", re.IGNORECASE)
_HIDDEN = re.compile(r"visibility\s*:\s*hidden|display\s*:\s*none", re.IGNORECASE)
_LENGTH = re.compile(r"(width|height)\s*:\s*([\d.]+)(pt|in|cm|mm|px)?", re.IGNORECASE)
_POINTS = {"pt": 1.0, "in": 72.0, "cm": 28.35, "mm": 2.835, "px": 0.75}
_EMU = 12_700
_LEAST = (110.0, 55.0)
"""Width and height in points from which a picture may hold lines of text: emblems and signatures are smaller."""


@dataclass(frozen=True, slots=True)
class Hanging:
    """What a drawing holds besides running text. `boxes`: its text boxes that are seen, `hidden`: those that are not;
    `marks`: words set across the page; `words`: words drawn as a picture (WordArt); `charts`, `diagrams`: relation ids;
    `objects`: program and relation id of embedded files; `pictures`: how many may hold text."""

    boxes: tuple[Element, ...] = ()
    hidden: tuple[Element, ...] = ()
    marks: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    charts: tuple[str, ...] = ()
    diagrams: tuple[str, ...] = ()
    objects: tuple[tuple[str, str], ...] = ()
    pictures: int = 0


def hanging(drawing: Element) -> Hanging:
    """What hangs at a `w:drawing`, `w:pict` or `w:object`; of alternatives only one."""
    boxes: list[Element] = []
    hidden: list[Element] = []
    marks: list[str] = []
    for box in text_boxes(drawing):
        if _is_hidden(box, drawing):
            hidden.append(box)
        elif _is_askew(box, drawing):
            marks += [line for p in box.iter(W + "p") if (line := _letters(p))]
        else:
            boxes.append(box)
    drawn: list[str] = []
    found: dict[str, list[str]] = {"chart": [], "relIds": []}
    objects: list[tuple[str, str]] = []
    pictures = 0
    for element in _once(drawing):
        name = local(element)
        if name == "textpath" and (said := str(element.get("string", "")).strip()):
            askew = _is_askew(element, drawing) or "watermark" in str(element.getparent().get("id", "")).lower()
            (marks if askew else drawn).append(said)
        elif name in found:
            found[name].append(relation_id(element, "dm" if name == "relIds" else "id"))
        elif name == "OLEObject":
            objects.append((str(element.get("ProgID", "")), relation_id(element)))
        elif name in {"pic", "imagedata"}:
            pictures += _may_hold_text(element, drawing)
    pictures = 0 if objects else pictures  # the picture of an object shows what is in it
    return Hanging(
        tuple(boxes), tuple(hidden), tuple(marks), tuple(drawn), tuple(found["chart"]), tuple(found["relIds"]),
        tuple(objects), pictures,
    )  # fmt: skip


def _once(element: Element) -> Iterator[Element]:
    """The elements inside a drawing, of alternatives only those of one, none of text boxes."""
    for child in element:
        if child.tag == W + "txbxContent":
            continue
        if child.tag == MC + "AlternateContent":
            chosen = alternative(child)
            yield from _once(chosen) if chosen is not None else ()
            continue
        yield child
        yield from _once(child)


def _letters(paragraph: Element) -> str:
    return "".join(str(t.text or "") for t in paragraph.iter(W + "t")).strip()


def _shapes(inside: Element, drawing: Element) -> Iterator[Element]:
    """The shapes an element stands in, up to its drawing."""
    for above in inside.iterancestors():
        if above is drawing:
            return
        yield above


def _is_hidden(inside: Element, drawing: Element) -> bool:
    for above in _shapes(inside, drawing):
        if _HIDDEN.search(str(above.get("style") or "")):
            return True
        look = next((e for e in above if local(e) in {"cNvPr", "docPr"}), None)
        if look is not None and look.get("hidden") in {"1", "true"}:
            return True
    return False


def _is_askew(inside: Element, drawing: Element) -> bool:
    """Whether a shape lies neither level nor upright."""
    for above in _shapes(inside, drawing):
        if turn := _TURN.search(str(above.get("style") or "")):
            return int(turn[1][:9]) % 90 != 0
        form = next((e for p in above if local(p) == "spPr" for e in p if local(e) == "xfrm"), None)
        turned = str(form.get("rot", "0")) if form is not None else "0"
        if re.fullmatch(r"-?\d{1,9}", turned) and int(turned) % 5_400_000:
            return True
    return False


def _may_hold_text(picture: Element, drawing: Element) -> bool:
    sizes: dict[str, float] = {}
    for above in (*_shapes(picture, drawing), drawing):
        extent = next((e for e in above if local(e) == "extent"), None)
        if extent is not None:
            values = (str(extent.get("cx", "")), str(extent.get("cy", "")))
            return all(v.isdecimal() and int(v) / _EMU >= least for v, least in zip(values, _LEAST, strict=True))
        for name, number, unit in _LENGTH.findall(str(above.get("style") or "")):
            sizes.setdefault(name.lower(), float(number.strip(".") or 0) * _POINTS.get(unit.lower(), 0.75))
    return sizes.get("width", 0) >= _LEAST[0] and sizes.get("height", 0) >= _LEAST[1]


# Letters of the fonts Symbol (Adobe's encoding) and Wingdings that administrative documents use.
_SYMBOL = {
    0xB1: "±", 0xB3: "≥", 0xA3: "≤", 0xB4: "×", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xB0: "°", 0xAE: "→", 0xDE: "⇒",
    0xAC: "←", 0xA5: "∞", 0xD6: "√", 0xE5: "∑", 0xD7: "·", 0xB2: "″", 0xA2: "′", 0x61: "α", 0x62: "β", 0x67: "γ",
    0x64: "δ", 0x65: "ε", 0x66: "φ", 0x6C: "λ", 0x6D: "μ", 0x70: "π", 0x72: "ρ", 0x73: "σ", 0x77: "ω", 0x44: "Δ",
    0x53: "Σ", 0x57: "Ω", 0x2D: "−",
}  # fmt: skip
_WINGDINGS = {0x6F: "☐", 0xA8: "☐", 0x71: "☐", 0xFE: "☑", 0xFD: "☒", 0xFC: "✓", 0xFB: "✗", 0xE0: "→", 0xF0: "→"}


def symbol(code: str, font: str = "") -> str:
    """The letter of a symbol font as Unicode ("≥", "☑"); signs without one as a dot."""
    try:
        sign = chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
    if not "\ue000" <= sign <= "\uf8ff" and font.lower() not in {"symbol", "wingdings"}:
        return sign
    table = {"symbol": _SYMBOL, "wingdings": _WINGDINGS}.get(font.lower(), {})
    return table.get(ord(sign) & 0xFF) or bullet("\uf000" if font.lower() in {"symbol", "wingdings"} else sign)
