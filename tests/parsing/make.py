"""Hand-made files: a few lines of our own in the layouts that real files use."""

from __future__ import annotations

from assistant.types import Box, FileText, Line, Page, TableBlock

LEFT, RIGHT, WIDTH = 85.0, 540.0, 6.0  # a page's margins in points, and the width of one character


def whole(*paragraphs: str | Line | TableBlock) -> FileText:
    """A file whose lines are paragraphs (DOCX)."""
    blocks = tuple(Line(p) if isinstance(p, str) else p for p in paragraphs)
    return FileText("docx", (Page(None, blocks),))


def bold(text: str, centred: bool = False) -> Line:
    return Line(text, None, True, centred)


def centre(text: str) -> Line:
    return Line(text, None, True, True)


def letterhead(
    issuer: tuple[str, ...] = ("ỦY BAN NHÂN DÂN", "TỈNH MẪU"),
    number: str = "Số: 12/KH-UBND",
    date: str = "Mẫu, ngày 05 tháng 3 năm 2026",
) -> TableBlock:
    """The borderless table at the top of a paper."""
    motto = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
    return TableBlock((("\n".join(issuer), motto), (number, date)), borderless=True)


def signature(*posts: str, name: str = "Trần Văn Mẫu") -> TableBlock:
    """The borderless table at the foot: recipients on the left, post and name on the right."""
    return TableBlock((("Nơi nhận:\n- Như trên;\n- Lưu: VT.", "\n".join((*posts, "", name))),), borderless=True)


def printed(*pages: list[str], hang: float = 28.0) -> FileText:
    """Pages of visual lines as a PDF has them: "\t" at the start indents, "^" centres, "*" is bold.

    Every line is as wide as its text at `WIDTH` points a character, so the right margin lies at its longest line.
    """
    out = []
    for number, lines in enumerate(pages, 1):
        made = []
        for row, raw in enumerate(lines):
            text = raw.lstrip("\t^*")
            left = LEFT + (hang if raw.startswith("\t") else 0)
            if "^" in raw[:2]:
                left = (LEFT + RIGHT - len(text) * WIDTH) / 2
            top = 60 + row * 18.0
            box = Box(left, top, left + len(text) * WIDTH, top + 13)
            made.append(Line(text, box, "*" in raw[:2], "^" in raw[:2]))
        out.append(Page(number, tuple(made), "text", 595.0, 842.0))
    return FileText("pdf", tuple(out), True)
