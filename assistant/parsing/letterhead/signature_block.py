"""Who signed, and as what, from the block at the end of a document; copy marks never supply it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.parsing.reading_text.text import Paragraph
from assistant.parsing.reading_text.zones import NAME, NAME_AT_END, RECIPIENTS, SIGNATURE, is_upper
from assistant.types import Span

COPY_MARK = re.compile(r"(?<![^\W_])(SAO Y|SAO LỤC|TRÍCH SAO)(?![^\W_])(?!\s+(?:bản|văn|các|từ))")
DRAFT_MARK = re.compile(
    r"^\W*((?:BẢN )?DỰ THẢO(?:\s+(?:LẦN(?: THỨ)? )?[\w./-]{1,12}){0,2}|BẢN NHÁP|BẢN THẢO)\W*$", re.IGNORECASE
)
"""A mark over a page or at its head that says nothing else; a title goes on ("Dự thảo Nghị quyết quy định …")."""
_NEXT_POST = re.compile(
    r"\s+(?=(?:KT|TL|TUQ|Q|TM)\.\s?[A-ZĐ])|(?<=CHỦ TỊCH)\s+(?=PHÓ )|(?<=TRƯỞNG)\s+(?=(?:THỨ|PHÓ) )"
    r"|(?<=GIÁM ĐỐC)\s+(?=PHÓ )|(?<=CHÍNH PHỦ)\s+(?=(?:PHÓ )?THỦ TƯỚNG)|(?<=THỦ TƯỚNG)\s+(?=PHÓ )"
    r"|(?<=NHÂN DÂN)\s+(?=(?:PHÓ )?CHỦ TỊCH)"
)
_ASIDE = re.compile(r"\(?(?:đã ký|ký tên|chữ ký|ký, )|^\W+$|Người ký|Thời gian|Email", re.I)


@dataclass(frozen=True, slots=True)
class Signature:
    signer: str | None
    signer_span: Span | None
    title: str | None
    title_span: Span | None


def read_signature(paragraphs: Sequence[Paragraph], feet: Sequence[tuple[int, int]]) -> Signature | None:
    """The first signature block (annexes and forms repeat it), read past recipients that stand between its lines."""
    for start, end in feet[:2]:
        found = _block(paragraphs[start:end])
        if found is not None:
            return found
    return None


def _block(paragraphs: Sequence[Paragraph]) -> Signature | None:
    posts: list[Paragraph] = []
    for paragraph in paragraphs[:80]:
        text = paragraph.text
        if COPY_MARK.match(text):
            break
        if posts and len(text) < 70 and (match := NAME.fullmatch(text.strip())) and not is_upper(text):
            return _signature(posts, match[1], Span(paragraph.start + match.start(1), paragraph.start + match.end(1)))
        if text[0] in "-–+" or RECIPIENTS.match(text) or _ASIDE.search(text):
            continue
        if SIGNATURE.match(text) or (posts and is_upper(text) and " " in text and len(text) < 80 and len(posts) < 5):
            match = NAME_AT_END.search(text)
            if match is not None:
                name = Span(paragraph.start + match.start(1), paragraph.start + match.end(1))
                short = Paragraph(
                    text[: match.start(1)].strip(),
                    paragraph.start,
                    paragraph.start + len(text[: match.start(1)].rstrip()),
                )
                return _signature([*posts, short], match[1], name)
            posts.append(paragraph)
    return _signature(posts, None, None) if posts else None


def _signature(posts: Sequence[Paragraph], signer: str | None, span: Span | None) -> Signature:
    lines = [
        line.strip() for post in posts for line in _NEXT_POST.split(_ASIDE_TAIL.sub("", post.text)) if line.strip()
    ]
    lines = [line for line in (_AUTHENTICATED.sub("", line) for line in lines) if line]
    return Signature(signer, span, " / ".join(lines) or None, Span(posts[0].start, posts[-1].end))


_AUTHENTICATED = re.compile(r"^XÁC THỰC VĂN BẢN HỢP NHẤT\s*")
"""Stands above the post in a consolidated text: what the signature does, no post."""
_ASIDE_TAIL = re.compile(r"\s*\((?:đã ký|ký)[^)]*\)\s*", re.I)
