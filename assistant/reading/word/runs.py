"""The runs of a Word paragraph as a reader sees them: what was put in, not what was struck out or is hidden; results of
fields; equations; signs; marks of notes; the font of each run, by which old encodings are told."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from assistant.reading.layout.superscript import raised
from assistant.reading.package.ooxml import MC, Element, W, is_on, value
from assistant.reading.text.legacy_encodings import Run
from assistant.reading.word.controls import form_field, is_prompt
from assistant.reading.word.drawings import Hanging, alternative, hanging, symbol
from assistant.reading.word.equations import linear_equation
from assistant.reading.word.notes import Notes
from assistant.reading.word.styles import Styles
from assistant.reading.word.unseen import Sight

SKIPPED = frozenset(
    W + name for name in ("del", "moveFrom", "instrText", "delText", "pPr", "rPr", "sectPr", "commentReference")
)
WRAPPERS = frozenset(
    W + name
    for name in re.findall(
        r"\w+", "ins moveTo hyperlink smartTag sdt sdtContent customXml fldSimple dir bdo ruby rubyBase"
    )
)
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": "\u00ad"}
"""The soft hyphen shows nothing, but is the letter "ư" of TCVN3; it goes when the paragraph is put into Unicode."""


@dataclass(slots=True)
class Collected:
    """The text of one paragraph while it is put together; `hanging` are the drawings anchored in it. `unseen`,
    `struck`: whether words of it were left out since nobody sees them, or since they are crossed out."""

    parts: list[Run] = field(default_factory=list)
    bold: list[bool] = field(default_factory=list)
    hanging: list[Hanging] = field(default_factory=list)
    unseen: bool = False
    struck: bool = False

    def add(self, text: str, bold: bool, font: str | None = None) -> None:
        self.parts.append(Run(text, font))
        if text.strip():
            self.bold.append(bold)

    def before(self) -> str:
        """The last letters so far."""
        return "".join(run.text for run in self.parts[-3:])

    @property
    def says_something(self) -> bool:
        return any(run.text.strip() for run in self.parts)


@dataclass(frozen=True, slots=True)
class _Look:
    """What runs inherit from their paragraph: the styles it is set in, and whether they are bold."""

    chain: tuple[str, ...]
    bold: bool


class RunReader:
    """Collects runs; hands references to notes to `notes` in the order they come."""

    def __init__(self, styles: Styles, notes: Notes, sight: Sight) -> None:
        self._styles = styles
        self._notes = notes
        self._sight = sight

    def collect(self, paragraph: Element, chain: tuple[str, ...], into: Collected) -> None:
        """Adds the runs of `paragraph`, whose styles are `chain`, to `into`."""
        look = _Look(chain, bool(self._styles.bold(chain)))
        self._walk(paragraph, into, look)

    def _walk(self, element: Element, found: Collected, look: _Look) -> None:
        for child in element:
            tag = child.tag
            if tag == W + "r":
                self._run(child, found, look)
            elif tag in SKIPPED or not isinstance(tag, str):
                found.struck = found.struck or (tag == W + "del" and _deletes_words(child))
            elif tag == W + "sdt" and is_prompt(child):
                found.add("…", look.bold)  # nothing was filled in
            elif tag in WRAPPERS:
                self._walk(child, found, look)
            elif tag == MC + "AlternateContent":
                if (chosen := alternative(child)) is not None:
                    self._walk(chosen, found, look)
            elif tag.endswith(("}oMath", "}oMathPara")):
                found.add(linear_equation(child), look.bold)

    def _run(self, run: Element, found: Collected, look: _Look) -> None:
        properties = run.find(W + "rPr")
        style = value(properties, "rStyle")
        own = self._styles.chain(style) if style else ()
        fault = self._sight.fault(run, properties, own, look.chain)
        if fault is not None and _says_words(run):
            found.unseen = found.unseen or fault != "struck"
            found.struck = found.struck or fault == "struck"
        if fault == "hidden":
            return
        bold = is_on(properties, "b")
        if bold is None and own:
            bold = self._styles.bold(own)
        font = self._styles.font(properties, own, look.chain)
        up = value(properties, "vertAlign") == "superscript"
        self._content(run, found, look.bold if bold is None else bold, font, up, mute=fault is not None)

    def _content(
        self, run: Element, found: Collected, bold: bool, font: str | None, up: bool, *, mute: bool = False
    ) -> None:
        """`mute`: the letters of the run are left out, what hangs at it is not."""
        for child in run:
            name = child.tag.removeprefix(W) if isinstance(child.tag, str) else ""
            if mute and name in {"t", "sym"}:
                continue
            if name == "t":
                text = str(child.text or "").replace("\n", " ")
                found.add(raised(text, found.before()) if up else text, bold, font)
            elif name in _SIGNS:
                found.add(_SIGNS[name], bold, font)
            elif name == "sym":
                found.add(symbol(str(child.get(W + "char", "")), str(child.get(W + "font", ""))), bold)
            elif name in {"footnoteReference", "endnoteReference"}:
                found.add(self._notes.refer(child), bold)
            elif name in {"drawing", "pict", "object"}:
                found.hanging.append(hanging(child))
            elif name == "fldChar" and (filled := form_field(child)):
                found.add(filled, bold)
            elif child.tag == MC + "AlternateContent" and (chosen := alternative(child)) is not None:
                self._content(chosen, found, bold, font, up, mute=mute)


def _says_words(run: Element) -> bool:
    return any(str(t.text or "").strip() for t in run.iter(W + "t")) or run.find(W + "sym") is not None


def _deletes_words(deleted: Element) -> bool:
    return any(str(t.text or "").strip() for t in deleted.iter(W + "delText", W + "t"))
