"""From hits to the sentences and table rows that may answer, each with its exact place, and how well each fits.

A candidate is judged by itself and by what a reader sees around it: the sentence before, the heading and the lead-in
above it, the header of its table, the title of its document.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from assistant.answering.evidence.answer_forms import FORMULAS, MARKER, assigns, defines, fits_type, names_person
from assistant.types import Hit, Passage, Span
from assistant.understanding import Sought
from assistant.understanding.sought.wording import pairs
from assistant.vietnamese.normalise import fold
from assistant.vietnamese.words.sentences import sentences

CandidateKind = Literal["sentence", "row", "heading", "head"]

# Only the best passages are cut into sentences: cutting and scoring is most of an answer's time.
PASSAGES = 20

# Longer is no longer read at a glance. Of 14,227 stretches of real documents 95 in 100 have fewer than 364 characters.
LONGEST = 450

# Tuned on span-qa (the sentence that holds the answer, within the right context): see docs/experiments.md, "Answering".
SCORING: Mapping[str, float] = {
    "own": 1.0,
    "own_pairs": 0.8,
    "around": 0.35,
    "around_pairs": 0.25,
    "above": 0.15,
    "beyond": 0.5,
    "figures": 0.25,
    "type": 0.3,
    "assigns": 0.6,
    "formula": 0.8,
    "defines": 1.0,
    "rank": 0.7,
    "headed": 0.6,
    "heading": -0.5,
    "short": -0.3,
    "head": -0.7,
}

# "beyond" is what a sentence holds of the question that its document's title does not: within a plan on artificial
# intelligence, "họp" tells where the meetings are, not "trí tuệ nhân tạo".

# Share of the question's pairs that must stand beside a name for it to be the asked-for office's.
OF_THE_OFFICE = 0.6

_ITEM = re.compile(r"[-–+•*]|\(?[a-zđ][.)]\s", re.IGNORECASE)
LIST_ITEM = re.compile(r"\s*(?:[-–+•*]|\(?(?:\d{1,2}|[a-zđ]|[ivx]{1,4})[.)])\s", re.IGNORECASE)
# The marks that every digest and every sample page of ours bears: they are about the paper, not in it.
_PAPER = (
    "(kèm theo",
    "(ban hành kèm theo",
    "bản tóm lược do dự án biên soạn",
    "văn bản mẫu – không có giá trị pháp lý",
    "văn bản mẫu - không có giá trị",
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence, a row, a heading or a line of the letterhead. `text == Document.text[span]`; `rank` is its section's,
    `order` its passage's place among the hits.

    `own` are its syllables and pairs, `around` those of what stands near it, `above` those of its document's title
    and issuer; `context` is what is shown beside the quotation (a table's header, a heading), `lead` the
    heading or lead-in that the items of its list stand under. `score`: first by hand, then (`picker.py`) the chance to
    be the one among these that answers; `confidence`: the chance that it answers at all.
    """

    hit: Hit
    rank: int
    order: int
    span: Span
    text: str
    kind: CandidateKind
    own: frozenset[str]
    around: frozenset[str]
    above: frozenset[str]
    headed: frozenset[str] = frozenset()
    context: str = ""
    lead: Span | None = None
    score: float = 0.0
    confidence: float = 0.0
    features: Mapping[str, float] = field(default_factory=dict)


def gather(sought: Sought, hits: Sequence[Hit]) -> list[Candidate]:
    """The scored candidates of the first `PASSAGES` hits, best first; ties in the order of hits, then of the text."""
    found: list[Candidate] = []
    ranks: dict[tuple[int, tuple[str, ...]], int] = {}
    above: dict[int, frozenset[str]] = {}
    for order, hit in enumerate(hits[:PASSAGES]):
        rank = ranks.setdefault((hit.document.id, hit.stored.passage.section_key), len(ranks))
        if hit.document.id not in above:
            head = hit.document.letterhead
            naming = " . ".join(part for part in (head.title, head.kind, head.issuer, str(head.year or "")) if part)
            above[hit.document.id] = term_set(sought, naming)
        found.extend(_of_passage(sought, hit, rank, order, above[hit.document.id]))
    scored = [_score(sought, candidate) for candidate in found]
    return sorted(scored, key=lambda c: (-c.score, c.rank, c.span))


def answering(sought: Sought, hits: Sequence[Hit]) -> list[Candidate]:
    """`gather` without what cannot answer: asked who holds an office, only a name or another office does."""
    found = gather(sought, hits)
    if "person" not in sought.types:
        return found
    return [
        c
        for c in found
        if names_person(c.text) and coverage(sought, c.own | c.around | c.above, paired=True) >= OF_THE_OFFICE
    ]


def term_set(sought: Sought, text: str, start: int = 0, end: int | None = None) -> frozenset[str]:
    """Syllables and pairs of `text[start:end]`, spelt as the question's."""
    words = sought.terms_of(text, start, end)
    return frozenset(words) | frozenset(pairs(words))


def coverage(sought: Sought, terms: frozenset[str], paired: bool, beside: frozenset[str] = frozenset()) -> float:
    """Share (0 to 1) of the idf of the question's syllables (`paired`: of its pairs) that `terms` holds; those in
    `beside` do not count."""
    total = held = 0.0
    for term, value in sought.weights.items():
        if ("_" in term) == paired and term not in beside:
            total += value
            held += value if term in terms else 0.0
    return held / total if total else 0.0


def _of_passage(sought: Sought, hit: Hit, rank: int, order: int, above: frozenset[str]) -> list[Candidate]:
    passage = hit.stored.passage
    outside = term_set(sought, passage.heading) | term_set(sought, passage.context)
    base = Candidate(
        hit, rank, order, passage.span, passage.text, "row", frozenset(), outside, above, context=passage.context
    )
    if passage.kind == "row":
        return [replace(base, own=term_set(sought, passage.text))]
    spans = [s for s in stretches(passage.text) if _says_something(passage.text[s[0] : s[1]])]
    terms = [term_set(sought, passage.text, start, end) for start, end in spans]
    headings = frozenset(fold(part).strip(" .:") for part in passage.heading.split(" › ") if part)
    title = fold(hit.document.letterhead.title or "").strip(" .:")
    out: list[Candidate] = []
    lead_in = term_set(sought, passage.heading.rsplit(" › ", 1)[-1])
    lead_text, lead = "", _lead_before(passage)
    for i, (start, end) in enumerate(spans):
        text = passage.text[start:end]
        kind: CandidateKind = "head" if passage.kind == "head" else "sentence"
        if kind == "head" and fold(text).strip(" .:") == title:
            kind = "heading"
        if kind == "sentence" and _is_heading(text, headings, i == len(spans) - 1):
            kind = "heading"
        around = outside | lead_in | (terms[i - 1] if i else frozenset())
        span = Span(passage.span.start + start, passage.span.start + end)
        out.append(
            replace(
                base,
                span=span,
                text=text,
                kind=kind,
                own=terms[i],
                around=around,
                headed=lead_in,
                context=lead_text,
                lead=lead,
            )
        )
        if text.rstrip().endswith(":") or kind == "heading":
            lead_in, lead_text = terms[i] | (lead_in if kind != "heading" else frozenset()), text.strip()
            lead = span
        elif not LIST_ITEM.match(text):
            lead = None
    return out


def _lead_before(passage: Passage) -> Span | None:
    """The lead-in ("… gồm:") of a list that a passage begins in the middle of."""
    parts = passage.context.split("\n") if passage.context else []
    spans = passage.context_spans
    found = [span for span in spans if parts and parts[-1].endswith(":") and span.end - span.start == len(parts[-1])]
    return found[-1] if found else None


def stretches(text: str) -> list[tuple[int, int]]:
    """Sentences, with what runs on behind a ";" in the same line kept together: "gồm: a; b; c" is one answer.

    At most `LONGEST` characters; the items of a list on lines of their own stay apart.
    """
    out: list[tuple[int, int]] = []
    for start, end in sentences(text):
        if out:
            first, before = out[-1]
            if text[before - 1] == ";" and "\n" not in text[before:start] and end - first <= LONGEST:
                out[-1] = (first, end)
                continue
        out.append((start, end))
    return out


def _says_something(text: str) -> bool:
    return any(c.isalnum() for c in text) and not fold(text[:80]).startswith(_PAPER)


def _is_heading(text: str, headings: frozenset[str], last: bool) -> bool:
    """A heading of the outline repeated in the passage, or a line that ends without a stop and opens what follows."""
    stripped = text.strip()
    bare = MARKER.sub("", stripped)
    if len(bare) <= max(map(len, headings), default=0) + 5 and (
        {fold(bare).strip(" .:"), fold(stripped).strip(" .:")} & headings
    ):
        return True
    if stripped.isupper() and len(stripped) < 150:
        return True
    opens = not last and stripped[-1].isalnum() and stripped.count(" ") < 25
    return opens and not _ITEM.match(stripped) and not any(c.isdigit() for c in bare)


def _score(sought: Sought, candidate: Candidate) -> Candidate:
    near = candidate.own | candidate.around
    header = candidate.context if candidate.kind == "row" else ""
    figures = sought.figures
    features = {
        "own": coverage(sought, candidate.own, paired=False),
        "own_pairs": coverage(sought, candidate.own, paired=True),
        "around": coverage(sought, near, paired=False),
        "around_pairs": coverage(sought, near, paired=True),
        "headed": coverage(sought, candidate.headed, paired=False) ** 2,
        "above": coverage(sought, near | candidate.above, paired=False),
        "beyond": coverage(sought, candidate.own - candidate.above, paired=False, beside=candidate.above),
        "figures": len(figures & near) / len(figures) if figures else 0.0,
        "type": float(fits_type(sought, candidate.text, header)),
        "assigns": float(assigns(sought, candidate.text, header)),
        "defines": float("definition" in sought.types and defines(sought, candidate.text)),
        "formula": float(fits_type(sought, candidate.text, header, FORMULAS)),
        "rank": 1 / (1 + candidate.rank),
        "heading": float(candidate.kind == "heading"),
        "short": float(candidate.text.count(" ") < 4),
        "head": float(candidate.kind == "head") * (1.0 if "document" in sought.types else 2.0),
    }
    score = sum(SCORING[name] * value for name, value in features.items())
    return replace(candidate, score=score, features=features)
