"""The answer without a language model: the sentences and rows that answer, verbatim, the most telling first."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from assistant.answering.citing.place import header_of, is_header, names_row, section_at
from assistant.answering.citing.quoting import quote
from assistant.answering.composing.units import unit_of
from assistant.answering.evidence.candidates import LIST_ITEM, Candidate, stretches
from assistant.types import AnswerStatus, Citation, Document, Lead, Span
from assistant.understanding import Sought
from assistant.understanding.sought.answer_types import AnswerType
from assistant.vietnamese.normalise import fold
from assistant.wording import say

# A question for one fact is served by the best clause and at most two that say more; a question for a list by five.
MOST = 5
# A list is shown whole up to so many items; of a longer one the items that fit best.
WHOLE_LIST = 12
# A question that counts or dates is answered by an item, whatever else it says.
ONE_FACT: frozenset[AnswerType] = frozenset({"who", "when", "where", "how_much", "money", "percent"})
# The lead-in must hold 0.4 of the question's idf (squared, as the feature is) for its list to be the one asked for.
HEADED = 0.16
MOST_FOR_ONE_FACT = 3
# A further quotation must be at least this share as likely as the first to be the one that answers.
SHARE_OF_BEST = 0.1
# Two quotations that share this part of their syllables say the same (a clause repeated in an annex, a copied law).
SAME = 0.8
# Characters after a lead-in ("… như sau:") in which its list is looked for.
LIST_REACH = 3_000

# Sentences after the best one in which its agency or date may follow.
FOLLOWING = 2
_SAYS: Mapping[AnswerType, re.Pattern[str]] = {
    "who": re.compile(
        r"chủ trì|phối hợp|phụ trách|chịu trách nhiệm|đầu mối|(?<!bàn )(?<!chuyển )\bgiao\b|cơ quan thường trực"
    ),
    "when": re.compile(
        r"ngày \d|tháng \d|quý [ivx\d]|năm \d{4}|\d/\d{4}|h[ằà]ng (năm|tháng|quý)|thường xuyên|\d+ (ngày|tháng)"
    ),
}

DocumentOf = Callable[[int], Document]


def select(sought: Sought, candidates: Sequence[Candidate], document_of: DocumentOf) -> list[Citation]:
    """One to `MOST` quotations, best first, from `candidates` (best first, with their chances); empty when there are
    none.

    A lead-in ("… gồm:") brings the items of its list; a sentence over a page boundary is two citations in a row, the
    second with `continues=True`, and counts as one.
    """
    listing = "list" in sought.types
    whole = listing and not sought.types & ONE_FACT
    most = MOST if listing else MOST_FOR_ONE_FACT
    chosen: list[tuple[Candidate, Span]] = []
    quoted = 0
    telling = [candidate for candidate in candidates if candidate.kind != "heading"]
    for candidate in telling or candidates:
        if quoted >= most or (quoted and candidate.score < SHARE_OF_BEST * chosen[0][0].score):
            break
        spans = _with_list(candidate, whole and not chosen, document_of)
        if not chosen and len(spans) == 1:
            spans += _companion(sought, candidate, spans[0], document_of)
        new = [span for span in spans if not _shown(candidate, span, chosen, document_of)]
        chosen += [(candidate, span) for span in new]
        quoted += bool(new)
    return [citation for pair in chosen for citation in cite(*pair, document_of)]


def cite(candidate: Candidate, span: Span, document_of: DocumentOf) -> Iterator[Citation]:
    """`span` of the candidate's document as citations, one for each physical page; none of a table's header alone."""
    hit = candidate.hit
    document = document_of(hit.document.id)
    if is_header(document, span):
        return
    context = header_of(document, span) or candidate.context
    if context in span.of(document.text):
        context = ""
    yield from quote(
        hit.document,
        document,
        span,
        context=context,
        version=hit.stored.version,
        score=candidate.score,
        confidence=candidate.confidence,
    )


def compose(citations: Sequence[Citation], status: AnswerStatus = "answered", lead: Lead | None = None) -> str:
    """The lead, then the quotations one under the other, each with its marker "[1]"; a table's row under its
    header. Those that may not answer stand under words that say so."""
    lines: list[str] = [say("answers.related")] if status == "related" else []
    lines += [say("answers.lead", lead=lead.text)] if lead is not None else []
    shown = ""
    for n, citation in enumerate(citations, 1):
        header = citation.context if names_row(citation.path.rsplit(" › ", 1)[-1]) else ""
        if header and header != shown:
            lines.append(say("answers.columns", header=header))
        shown = header
        quote = f"“{citation.quote}” [{n}]"
        lines.append(say("answers.next_page", quote=quote) if citation.continues else quote)
    return "\n".join(lines)


def _with_list(candidate: Candidate, whole: bool, document_of: DocumentOf) -> list[Span]:
    """The candidate's clause; after a lead-in that ends with a colon the items of its list too, and with an item the
    whole list it stands in when `whole` is asked for and the lead-in says what."""
    document = document_of(candidate.hit.document.id)
    if candidate.kind != "sentence":
        return [candidate.span]
    unit = unit_of(candidate, document)
    if candidate.text.rstrip().endswith(":") and unit == candidate.span:
        return [candidate.span, *_items(document, candidate.span)][: WHOLE_LIST + 1]
    under = candidate.features.get("headed", 0.0) >= HEADED
    if whole and under and candidate.lead is not None and LIST_ITEM.match(candidate.text):
        items = _items(document, candidate.lead)
        if candidate.span in items and len(items) <= WHOLE_LIST:
            return [candidate.lead, *items]
    return [unit]


def _items(document: Document, lead: Span) -> list[Span]:
    """The items that follow a heading or lead-in, up to the end of its section."""
    index = section_at(document, lead.start)
    end = document.sections[index].span.end if index is not None else len(document.text)
    rest = document.text[lead.end : min(end, lead.end + LIST_REACH)]
    out: list[Span] = []
    for start, stop in stretches(rest):
        if not LIST_ITEM.match(rest[start:stop]):
            break
        out.append(Span(lead.end + start, lead.end + stop))
    return out


def _companion(sought: Sought, candidate: Candidate, quoted: Span, document_of: DocumentOf) -> list[Span]:
    """The sentence after what is `quoted` that says who or when, where that does not: "… Sở Nội vụ chủ trì, xong
    trước ngày 15/6." often follows the task it belongs to."""
    asked = [_SAYS[kind] for kind in ("who", "when") if kind in sought.types]
    document = document_of(candidate.hit.document.id)
    text, section = document.text, section_at(document, quoted.start)
    lacking = [pattern for pattern in asked if not pattern.search(fold(quoted.of(text)))]
    if candidate.kind != "sentence" or not lacking:
        return []
    passage = candidate.hit.stored.passage.span
    for start, end in stretches(text[quoted.end : passage.end])[:FOLLOWING]:
        span = Span(quoted.end + start, quoted.end + end)
        if section_at(document, span.start) != section:
            break  # another task begins: its agency and its date are not those of the one asked about
        if any(pattern.search(fold(span.of(text))) for pattern in lacking):
            return [span]
    return []


def _shown(candidate: Candidate, span: Span, chosen: Sequence[tuple[Candidate, Span]], document_of: DocumentOf) -> bool:
    """Whether `span` is a mere header, is chosen already, or says the same in nearly the same syllables."""
    if is_header(document_of(candidate.hit.document.id), span):
        return True
    words = set(fold(span.of(document_of(candidate.hit.document.id).text)).split())
    for other, taken in chosen:
        same_document = other.hit.document.id == candidate.hit.document.id
        if same_document and span.start < taken.end and taken.start < span.end:
            return True
        theirs = set(fold(taken.of(document_of(other.hit.document.id).text)).split())
        if not same_document and len(words & theirs) >= SAME * len(words | theirs):
            return True
    return False
