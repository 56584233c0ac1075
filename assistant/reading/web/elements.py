"""What the elements of a web page mean: hidden ones, drawn tables, rows, numbers of list items."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.reading.package.ooxml import Element
from assistant.reading.word.numbering import format_number

_SITE_ROLES = frozenset(["navigation", "banner", "contentinfo", "complementary", "search", "dialog"])
_SITE_NAME = re.compile(
    r"(?:(?:main|top|left|right|bottom|site|page|header|global)[-_]?)?"
    r"(?:menus?|nav|navbar|navigation|breadcrumbs?|footer|sidebar|ads?|advert\w*|quangcao|comments?|binhluan|share|social"
    r"|related|lienquan|login|dangnhap|cookies?|search|timkiem|toolbar|pagination|paging)"
    r"(?:[-_]?(?:box|bar|list|top|bottom|left|right|wrap|wrapper|container|content|area|inner|menu))?",
    re.IGNORECASE,
)
_DOCUMENT_NAMES = ("toanvancontent", "divContentDoc", "the-document-body", "vbpl-content", "fulltext")
"""Where vbpl.vn, thuvienphapluat.vn and luatvietnam.vn put the text of a document in pages saved in 2024 to 2026."""
_ENOUGH = 400
"""Letters from which such an element is believed: the shortest real document has 1,500."""
_LIST_TYPES = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_LARGE = (150.0, 75.0)
"""Width and height in pixels."""
_FONT = re.compile(r"font(?:-family)?\s*:\s*(?:[^;]*?\d(?:pt|px|em|%)\s+)?([^;]+)", re.IGNORECASE)
_DRAWN = re.compile(
    r"border(?:-\w+)*\s*:\s*(?!none|0\b|0px|0pt|medium none|initial)[^;]*(?:solid|double|windowtext|\d)", re.IGNORECASE
)


def rows_of(table: Element) -> Iterator[Element]:
    """The rows of the table itself, not those of tables inside it."""
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in {"thead", "tbody", "tfoot"}:
            yield from (row for row in child if row.tag == "tr")


def drawn(table: Element) -> bool:
    """Whether lines stand between the cells: by attribute, by CSS, or since the header is that of a data table."""
    border = table.get("border")
    if border is not None and border.strip() not in {"0", "", "none"}:
        return True
    if _DRAWN.search(str(table.get("style") or "")) or table.find(".//th") is not None:
        return True
    cells = list(table.iter("td"))
    if cells and sum(1 for c in cells if _DRAWN.search(str(c.get("style") or ""))) * 2 >= len(cells):
        return True
    first = "".join(cells[0].itertext()).strip().upper() if cells else ""
    return first in {"STT", "TT", "SỐ TT"}


def says_something(element: Element) -> bool:
    """Whether any letter stands in the element."""
    return any(c.isalnum() for text in element.itertext() for c in text)


def is_large(picture: Element) -> bool:
    """Whether a picture is known to be so large that it may hold lines of text."""
    sizes: list[float] = []
    for name in ("width", "height"):
        found = re.search(rf"(?<![-\w]){name}\s*:\s*(\d{{1,5}})\s*px", str(picture.get("style") or ""))
        text = found[1] if found else str(picture.get(name) or "").removesuffix("px").strip()
        sizes.append(float(text) if text.isdecimal() and len(text) < 6 else 0.0)
    return sizes[0] >= _LARGE[0] and sizes[1] >= _LARGE[1]


def source_name(part: Element) -> str:
    """The name of the file that a frame or an object shows; "" for none, and for what is no larger than a dot."""
    if {str(part.get("width")), str(part.get("height"))} & {"0", "1"}:
        return ""
    place = str(part.get("src") or part.get("data") or "").split("?")[0].split("#")[0]
    return "" if place.startswith(("about:", "javascript:", "data:")) else place.rstrip("/").rsplit("/", 1)[-1]


def font_of(element: Element) -> str | None:
    """The font an element names for its text, by `face` or by CSS; None when it names none."""
    found = _FONT.search(str(element.get("style") or ""))
    name = element.get("face") or (found.group(1) if found else "")
    return name.split(",")[0].strip(" \t'\"") or None


def item_marker(parent: Element, number: int) -> str:
    """What stands before an item of the list `parent`: "3.", "c.", or a dash."""
    if parent.tag == "ol":
        return format_number(number, _LIST_TYPES.get(str(parent.get("type")), "decimal")) + "."
    return "-"


def is_site(element: Element, whole: int) -> bool:
    """Whether the element is a part of the web site by its role or its name (menu, footer, advertisement), and holds
    less than a third of the `whole` letters of the page, so that a page that misuses a name is not lost."""
    names = f"{element.get('id') or ''} {element.get('class') or ''}"
    named = any(_SITE_NAME.fullmatch(name) for name in names.split())
    if not named and element.get("role") not in _SITE_ROLES:
        return False
    return 3 * len("".join(element.itertext())) < whole


def document_body(root: Element) -> Element | None:
    """The element in which a known web site prints the document itself, when it holds most of what it says."""
    for name in _DOCUMENT_NAMES:
        for element in root.iter("div", "article", "section", "td"):
            if name in {element.get("id"), *str(element.get("class") or "").split()}:
                text = " ".join("".join(element.itertext()).split())
                return element if len(text) >= _ENOUGH else None
    return None


def integer(text: str | None, default: int) -> int:
    """A small whole number from an attribute; hostile values are cut."""
    return max(0, min(int(text), 1000)) if text and text.strip().isdecimal() and len(text) < 10 else default


def as_div(element: Element) -> Element:
    """The element as a plain block, to read what is set aside like any other."""
    element.tag = "div"
    return element
