"""What an amending text puts in the place of a provision: "Sửa đổi, bổ sung khoản 2 Điều 5 như sau: “2. …”".

Instructions stand one under the other, each with the new text in quotation marks below it; an instruction on an article
as a whole holds its clauses, one on "một số khoản của Điều 12" has instructions on these below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from assistant.parsing.references.quoted_text import quotations
from assistant.types import Span

_VERB = re.compile(r"(?<!\w)(?:sửa đổi|bổ sung|thay thế|bãi bỏ|hủy bỏ|huỷ bỏ|đính chính)(?!\w)", re.I)
_ENDS_IT = re.compile(r"(?<!\w)(?:bãi bỏ|hủy bỏ|huỷ bỏ)(?!\w)", re.I)
_ARTICLE = re.compile(r"(?<!\w)điều\s+(\d+[a-zđ]?)(?!\w)", re.I)
_CLAUSES = re.compile(r"(?<!\w)khoản\s+(\d+[a-zđ]?(?:(?:\s*,\s*|\s+và\s+|\s+đến\s+)\d+[a-zđ]?)*)(?!\w)", re.I)
_POINTS = re.compile(r"(?<!\w)điểm\s+([a-zđ]{1,2}(?:(?:\s*,\s*|\s+và\s+)[a-zđ]{1,2}(?!\w))*)(?!\w)", re.I)
_OWN_ARTICLE = re.compile(r"\s*Điều\s+\d+\w?\s*[.:]")
_ADDS = re.compile(r"(?<!\w)vào\s+(?:sau|trước)\s+(?:các\s+)?(?:điều|khoản|điểm)(?!\w)", re.I)
""" "Bổ sung Điều 67a vào sau Điều 67": what stands there already stays as it is."""
_SOME = re.compile(r"(?<!\w)một số\s+(?:khoản|điểm|nội dung)", re.I)
_CLAUSE_LINE = r"(?m)^\s*[“\"]?\s*{0}\.\s"
_NEXT_CLAUSE = re.compile(r"(?m)^\s*[“\"]?\s*\d+[a-zđ]?\.\s|^\s*[“\"]?\s*Điều\s+\d")
_POINT_LINE = r"(?m)^\s*[“\"]?\s*{0}\)\s"
_NEXT_POINT = re.compile(r"(?m)^\s*[“\"]?\s*[a-zđ]{1,2}\)\s|^\s*[“\"]?\s*\d+[a-zđ]?\.\s|^\s*[“\"]?\s*Điều\s+\d")
_EDGES = ' \t\n“”".'


@dataclass(frozen=True, slots=True)
class Provision:
    """A place of a paper by its labels: "5", "2", "a" for điểm a khoản 2 Điều 5; None: the whole of what is above."""

    article: str
    clause: str | None = None
    point: str | None = None


@dataclass(frozen=True, slots=True)
class NewWording:
    """`instruction` is the line that changes the provision, `text` what stands there from now on; `text` None: it is
    struck out (`repealed`), or only words of it are changed."""

    instruction: Span
    text: Span | None
    repealed: bool = False


def new_wording(text: str, scope: Span, provision: Provision) -> NewWording | None:
    """What the instructions in `text[scope]` make of `provision`; None where none names it. Of several the one that
    names it most closely counts, of these the first."""
    found = [(rank, line) for line in _instructions(text, scope) if (rank := _names(line, provision)) > 0]
    if not found:
        return None
    _, line = max(found, key=lambda pair: (pair[0], -pair[1].span.start))
    if line.quoted is None:
        return NewWording(line.span, None, _ENDS_IT.search(line.span.of(text)) is not None)
    return NewWording(line.span, _narrowed(text, line.quoted, line, provision))


@dataclass(frozen=True, slots=True)
class _Instruction:
    """One line that changes something: the article it names (or the line above it), clauses and points of it, and the
    quotation that follows."""

    span: Span
    article: str
    clauses: frozenset[str]
    points: frozenset[str]
    some: bool
    quoted: Span | None


def _instructions(text: str, scope: Span) -> Iterator[_Instruction]:
    quoted = {span.start: span for span in quotations(text)}
    article: str | None = None
    at = scope.start
    while at < scope.end:
        end = text.find("\n", at, scope.end)
        end = end if end >= 0 else scope.end
        block = quoted.get(at + len(text[at:end]) - len(text[at:end].lstrip()))
        if block is not None and block.end >= end - len(".;, "):  # the new text of an instruction
            at = text.find("\n", max(block.end - 1, at), scope.end) + 1 or scope.end
            continue
        line = text[at:end]
        unquoted = re.sub(r"“[^”]*”", lambda m: " " * len(m[0]), line)
        if _OWN_ARTICLE.match(unquoted):
            article = None
        pieces = list(_pieces(unquoted))
        for start, piece in pieces:
            new = _below(text, end, quoted) if line.rstrip().endswith(":") and (start, piece) == pieces[-1] else None
            if _VERB.search(piece) is None or _ADDS.search(piece):
                continue
            for one in _named_in(piece, Span(at + start, at + start + len(piece.rstrip())), article):
                yield replace(one, quoted=new)
            own = _OWN_ARTICLE.match(piece)
            articles = _ARTICLE.findall(piece, own.end() if own else 0)
            article = articles[0] if len(set(articles)) == 1 else article
        at = end + 1


def _pieces(line: str) -> Iterator[tuple[int, str]]:
    """A line cut where a second instruction begins ("…; bãi bỏ khoản 3 Điều 7")."""
    start = 0
    for match in re.finditer(r";\s*(?=(?:sửa đổi|bổ sung|thay thế|bãi bỏ)(?!\w))", line, re.I):
        yield start, line[start : match.start()]
        start = match.end()
    yield start, line[start:]


def _named_in(piece: str, span: Span, above: str | None) -> Iterator[_Instruction]:
    """The provisions one instruction names: of each article the clauses and points before it."""
    own = _OWN_ARTICLE.match(piece)
    start = own.end() if own else 0
    articles = list(_ARTICLE.finditer(piece, start))
    some = _SOME.search(piece) is not None
    if not articles and above is not None:
        yield _Instruction(span, above, _clauses(piece), _points(piece), some, None)
    for match in articles:
        before = piece[start : match.start()]
        yield _Instruction(span, match[1].lower(), _clauses(before), _points(before), some, None)
        start = match.end()


def _clauses(words: str) -> frozenset[str]:
    found: set[str] = set()
    for match in _CLAUSES.finditer(words):
        listed = re.findall(r"\d+[a-zđ]?", match[1].lower())
        found.update(listed)
        for low, high in re.findall(r"(\d+)\s+đến\s+(?:khoản\s+)?(\d+)", match[1]):
            found.update(str(n) for n in range(int(low), min(int(high), int(low) + 50) + 1))
    return frozenset(found)


def _points(words: str) -> frozenset[str]:
    listed = (re.findall(r"[a-zđ]{1,2}(?!\w)", match[1].lower()) for match in _POINTS.finditer(words))
    return frozenset(point for points in listed for point in points if point != "và")


def _names(line: _Instruction, provision: Provision) -> int:
    """How closely an instruction names a provision: 3 its point, 2 its clause, 1 its article as a whole; 0 not.

    One on some clauses of the article is no instruction on them: these follow below it.
    """
    if line.article != provision.article.lower() or (line.some and line.quoted is None):
        return 0
    if not line.clauses:
        return 1
    if provision.clause is None or provision.clause.lower() not in line.clauses:
        return 0
    if not line.points:
        return 2
    return 3 if provision.point is not None and provision.point.lower() in line.points else 0


def _below(text: str, line_end: int, quoted: dict[int, Span]) -> Span | None:
    """The quotation that begins the next line."""
    start = line_end + 1
    while start < len(text) and text[start] in " \t\n":
        start += 1
    return quoted.get(start)


def _narrowed(text: str, block: Span, line: _Instruction, provision: Provision) -> Span:
    """The part of the new text that takes the place of the provision, without quotation marks at its ends."""
    kept = block
    if provision.clause is not None and (not line.clauses or len(line.clauses) > 1):
        kept = _from(text, kept, _CLAUSE_LINE.format(re.escape(provision.clause)), _NEXT_CLAUSE) or kept
    if provision.point is not None and (kept != block or line.points or line.clauses):
        kept = _from(text, kept, _POINT_LINE.format(re.escape(provision.point)), _NEXT_POINT) or kept
    inside = kept.of(text)
    start = kept.start + len(inside) - len(inside.lstrip(_EDGES))
    trimmed = inside.rstrip(' \t\n”";.')
    end = kept.start + len(trimmed)
    if text[end : end + 1] == ".":
        end += 1
    return Span(start, max(start, end))


def _from(text: str, block: Span, first: str, following: re.Pattern[str]) -> Span | None:
    """The lines of `block` from the one that matches `first` to the next of its level."""
    match = re.compile(first, re.I).search(text, block.start, block.end)
    if match is None:
        return None
    after = following.search(text, match.end(), block.end)
    return Span(match.start(), after.start() if after else block.end)
