"""Lines that a web copy glued together or broke in a heading, put back as the page shows them.

Whoever saves a web page as text often loses line breaks between its elements: a chapter's title and its first article
stand on one line, an amending text's closing quotation mark and the next article, a signature and the annex below it.
And a browser's own line breaks part "Điều" from its number.
"""

from __future__ import annotations

import re

from assistant.parsing.letters import UPPER
from assistant.parsing.reading_text.blocks import Block

_ARTICLE = re.compile(rf"\s?(?=Điều(?:\s\d{{1,3}}[a-zđ]?\.(?:\s*$|\s+{UPPER})|$))")
_SHOUTED = re.compile(rf"(?<![^\W\d_]){UPPER}{{2,}},?\s+{UPPER}{{2,}}$")
_LAST_WORDS = 200
_CLOSED = (':"', ":”", '."', ".”", ';"', ";”", '".', "”.", '";', "”;", "bãi bỏ)")
_ANNEX = re.compile(r"\s(?=(?:PHỤ LỤC|Phụ lục)(?:\s(?:SỐ\s|số\s)?[IVX\d]{1,5})?(?:$|\s[\[(A-ZĐ]))")
_SIGNED = re.compile(r"(?:[^a-z]{0,40}\s)?(?:TM|KT|TL|TUQ)\.\s|.*(?:đóng dấu|họ tên|họ và tên)\)$")
_CRUMB = re.compile(
    r"((?:Văn bản hợp nhất|Hiến pháp|Bộ luật|Luật|Pháp lệnh|Nghị định|Nghị quyết|Thông tư|Quyết định)"
    r"\s[^;:]{2,250}?\.)\s"
    rf"(?=(?:Chương|Mục|Tiểu mục|Phần)(?:$|\s(?:[IVXLC]{{1,7}}|\d{{1,2}}|thứ\s\w+)\.?(?:$|\s{UPPER}{{2}})))"
)
_NOTES = re.compile(r"\s(?=\[1\]\s[^.“]{3,250}\scó căn cứ ban hành)")
_ALONE = re.compile(r"[“\"]?(?:Điều|Chương|Mục|Tiểu mục|Phần|PHẦN|CHƯƠNG|MỤC|Phụ lục|PHỤ LỤC)")
_NUMBER = re.compile(r"(?:\d{1,3}[a-zđ]?|[IVXLC]{1,7})(?:\s?[.:]|$)|thứ\s")


def unglued(text: str) -> list[str]:
    """`text` of one line as the lines it was, usually itself alone. Nothing but white space at the cuts is lost."""
    parts = [text]
    crumb = _CRUMB.match(text)
    if crumb is not None:  # the name of the law printed before each of its chapters
        parts = [crumb[1], text[crumb.end() :]]
    if " [1] " in parts[-1]:
        parts[-1:] = _NOTES.split(parts[-1], maxsplit=1)
    if "Điều" in parts[-1]:
        parts[-1:] = _at_articles(parts[-1])
    if "hụ lục" in parts[-1] or "PHỤ LỤC" in parts[-1]:
        found = _ANNEX.search(parts[-1], 1)
        if found is not None and _SIGNED.match(parts[-1][: found.start()]):
            parts[-1:] = [parts[-1][: found.start()], parts[-1][found.end() :]]
    return parts


def _at_articles(text: str) -> list[str]:
    parts: list[str] = []
    start = 0
    for match in _ARTICLE.finditer(text):
        end = match.start()
        # Only the last words are looked at: a line of 100,000 letters without a break has thousands of places to cut.
        shouted = text[end - 1 : end].isupper() and _SHOUTED.search(text, max(start, end - _LAST_WORDS), end)
        if end > start and (text.endswith((*_CLOSED, "]"), start, end) or shouted):
            parts.append(text[start:end])
            start = match.end()
    return [*parts, text[start:]]


def rejoined(blocks: list[Block]) -> list[Block]:
    """`blocks` with "Điều" alone on its line put before the number on the next."""
    out: list[Block] = []
    for block in blocks:
        before = out[-1] if out else None
        if (
            before is not None
            and before.table is None
            and block.table is None
            and len(before.pieces) == 1
            and _parted(before.pieces[0].text, block.pieces[0].text)
        ):
            before.pieces.extend(block.pieces)
            before.bold = before.bold or block.bold
        else:
            out.append(block)
    return out


def _parted(above: str, below: str) -> bool:
    """Whether a browser's line break stands between a word and its number, or between "TM." and who is stood for."""
    if above in ("TM.", "KT.", "TL.", "TUQ."):
        return below[:2].isupper()
    return _ALONE.fullmatch(above) is not None and _NUMBER.match(below) is not None
