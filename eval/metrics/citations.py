"""What citations are worth: the right document, section, page; quoted exactly; and ALCE's precision and recall."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from eval.data.model import Cited, Place, Question, Response
from eval.metrics.facts import stands_verbatim
from eval.metrics.support import SupportCheck

SEPARATOR = " › "
_MARKS = re.compile(r"\[(\d{1,3})\]")
_ENDS = re.compile(r"(?<=[.!?;])(?:\s*\[\d{1,3}\])*\s+|\n+")


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of an answer with the positions, from 0, of the citations it names."""

    text: str
    cites: tuple[int, ...]


def statements(answer: str, citations: int) -> list[Statement]:
    """The sentences of an answer. Marks count from 1, as readers see them; where no sentence has any, each is taken to
    cite all there is."""
    found: list[Statement] = []
    at = 0
    for part in [*(m.span() for m in _ENDS.finditer(answer)), (len(answer), len(answer))]:
        piece = answer[at : part[1]]
        at = part[1]
        cites = tuple(int(n) - 1 for n in _MARKS.findall(piece) if 0 < int(n) <= citations)
        text = _MARKS.sub("", piece).strip()
        if re.search(r"[^\W_]", text):
            found.append(Statement(text, tuple(dict.fromkeys(cites))))
        elif found and cites:  # a mark after the full stop belongs to the sentence before
            found[-1] = Statement(found[-1].text, tuple(dict.fromkeys((*found[-1].cites, *cites))))
    if found and not any(one.cites for one in found):
        return [Statement(one.text, tuple(range(citations))) for one in found]
    return found


def without_marks(answer: str) -> str:
    """An answer without the marks of its citations."""
    return _MARKS.sub("", answer)


def shown(citation: Cited) -> str:
    """What a reader sees of it: its lead-in or header, its words, and where it stands."""
    return "\n".join((citation.context, citation.quote, citation.label))


def citation_recall(said: Sequence[Statement], citations: Sequence[Cited], check: SupportCheck) -> float | None:
    """ALCE (Gao et al. 2023): the share of statements that their citations, taken together, support. A statement
    without a citation is not supported. None where nothing was stated."""
    if not said:
        return None
    return sum(_supported(one, one.cites, citations, check) for one in said) / len(said)


def citation_precision(said: Sequence[Statement], citations: Sequence[Cited], check: SupportCheck) -> float | None:
    """ALCE: the share of citations that are needed. One counts where its statement is supported and it supports the
    statement alone, or the others no longer do without it. None where nothing is cited."""
    named = [(one, cite) for one in said for cite in one.cites]
    if not named:
        return None
    good = 0
    for one, cite in named:
        if not _supported(one, one.cites, citations, check):
            continue
        others = tuple(other for other in one.cites if other != cite)
        alone = _supported(one, (cite,), citations, check)
        good += alone or not _supported(one, others, citations, check)
    return good / len(named)


def _supported(one: Statement, cites: Sequence[int], citations: Sequence[Cited], check: SupportCheck) -> bool:
    return bool(cites) and check.supports(one.text, "\n".join(shown(citations[cite]) for cite in cites))


def below(section: str | None, expected: str) -> bool:
    """Whether a section is the expected one or stands below it."""
    wanted = expected.split(SEPARATOR)
    return section is not None and section.split(SEPARATOR)[: len(wanted)] == wanted


def right_documents(question: Question, response: Response) -> float:
    """The share of the expected documents that are cited; where any of them will do, whether one is."""
    wanted = {document for document, relevance in question.documents.items() if relevance > 0}
    cited = {citation.document for citation in response.citations} & wanted
    return len(cited) / len(wanted) if question.every else float(bool(cited))


def of_places(question: Question, response: Response) -> dict[str, float]:
    """`section`, `page`, `quotation`: whether citations of it stand there, over the places that name one; all of the
    places are needed, or the best of them counts."""
    parts = [_of_place(place, response.citations) for place in question.places]
    found: dict[str, float] = {}
    for name in ("section", "page", "quotation"):
        values = [part[name] for part in parts if name in part]
        if values:
            found[name] = min(values) if question.every else max(values)
    return found


def _of_place(place: Place, citations: Sequence[Cited]) -> dict[str, float]:
    there = [citation for citation in citations if citation.document == place.document]
    out = {}
    if place.section is not None:
        out["section"] = float(any(below(citation.section, place.section) for citation in there))
    if place.page is not None:
        out["page"] = float(any(citation.page == place.page for citation in there))
    if place.quotations:
        quoted = "\n".join(citation.quote for citation in there)
        out["quotation"] = float(all(stands_verbatim(quoted, words) for words in place.quotations))
    return out


def exactness(citations: Sequence[Cited]) -> float | None:
    """The share of quotations that stand in their documents letter for letter; None where none could be looked up."""
    known = [citation.exact for citation in citations if citation.exact is not None]
    return sum(known) / len(known) if known else None
