"""What hangs on a run of a Word file: alternatives of one drawing, text boxes, letters of symbol fonts."""

from __future__ import annotations

from assistant.reading.docx_numbering import bullet
from assistant.reading.ooxml import MC, Element, W


def alternative(element: Element) -> Element | None:
    """The first alternative of `mc:AlternateContent` that holds text, so that a text box is read once."""
    choices = [c for c in element if c.tag in {MC + "Choice", MC + "Fallback"}]
    return next((c for c in choices if next(c.iter(W + "t"), None) is not None), choices[0] if choices else None)


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


def symbol(code: str) -> str:
    try:
        sign = chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
    return bullet(sign) if "\ue000" <= sign <= "\uf8ff" else sign
