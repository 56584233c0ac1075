"""What hangs on a run of a Word file: alternatives of one drawing, text boxes, letters of symbol fonts."""

from __future__ import annotations

from assistant.reading.package.ooxml import MC, Element, W
from assistant.reading.word.numbering import bullet


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
