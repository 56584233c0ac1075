"""Content controls and form fields of a Word file: what was chosen or ticked, and prompts that nobody filled in."""

from __future__ import annotations

from assistant.reading.package.ooxml import Element, W, is_on, value

TICKED, EMPTY = "☒", "☐"
"""As Word prints them."""


def is_prompt(control: Element) -> bool:
    """Whether a `w:sdt` still shows its prompt ("Bấm vào đây để nhập văn bản")."""
    return bool(is_on(control.find(W + "sdtPr"), "showingPlcHdr"))


def form_field(mark: Element) -> str:
    """What a field of an old form prints that keeps its value at its beginning (`w:fldChar`): a box, or what was chosen
    of a list; "" for any other."""
    data = mark.find(W + "ffData")
    box = data.find(W + "checkBox") if data is not None else None
    if box is not None:
        ticked = is_on(box, "checked")
        if ticked is None and box.find(W + "checked") is None:
            ticked = is_on(box, "default")
        return TICKED if ticked else EMPTY
    choice = data.find(W + "ddList") if data is not None else None
    if choice is None:
        return ""
    entries = [str(entry.get(W + "val", "")) for entry in choice.findall(W + "listEntry")]
    chosen = value(choice, "result") or value(choice, "default") or "0"
    place = int(chosen) if chosen.isdecimal() and len(chosen) < 5 else 0
    return entries[place] if place < len(entries) else ""
