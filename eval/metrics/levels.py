"""Rankings at three levels: documents, sections and passages. ir_measures computes, this makes its input.

A section counts where the passage found stands in or below an expected place. Nuggets are the words and facts an answer
needs; what is ranked is then how soon the passages found hold them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ir_measures import AP, RR, R, ScoredDoc, Success, iter_calc, nDCG

from eval.data.model import Found, Question, Response
from eval.metrics.citations import below
from eval.metrics.facts import held, stands_verbatim

MEASURES = {
    "ndcg@10": nDCG @ 10,
    "recall@1": R @ 1,
    "recall@10": R @ 10,
    "recall@100": R @ 100,
    "mrr@10": RR @ 10,
    "map": AP,
    "success@1": Success @ 1,
}
NUGGETS_AT = 10
"""Passages within which nuggets are looked for: what a person may look through, or a language model is given."""


def documents_each(questions: Sequence[Question], responses: Mapping[str, Response]) -> dict[str, dict[str, float]]:
    """Question id -> measure -> value, over the questions with judged documents; 0 where nothing was found."""
    asked = {q.id: dict(q.documents) for q in questions if any(r > 0 for r in q.documents.values())}
    ranked = {name: [d for d, _ in responses[name].documents] for name in asked if name in responses}
    return _measured(ranked, asked, "")


def sections_each(questions: Sequence[Question], responses: Mapping[str, Response]) -> dict[str, dict[str, float]]:
    """The same for places with a section, of the systems that tell sections: `section_ndcg@10` and so on."""
    if not any(found.section is not None for response in responses.values() for found in response.found):
        return {}
    asked = {q.id: _places(q) for q in questions if _places(q)}
    ranked = {q.id: _ranked_places(q, responses[q.id].found) for q in questions if q.id in asked and q.id in responses}
    wanted = {name: dict.fromkeys(places, 1) for name, places in asked.items()}
    return _measured(ranked, wanted, "section_")


def _places(question: Question) -> list[str]:
    return [f"{p.document}\n{p.section}" for p in question.places if p.section is not None]


def _ranked_places(question: Question, found: Sequence[Found]) -> list[str]:
    """Each place once, as the expected one it fits where it fits one."""
    ranked: list[str] = []
    for one in found:
        fits = [
            f"{p.document}\n{p.section}"
            for p in question.places
            if p.section is not None and p.document == one.document and below(one.section, p.section)
        ]
        ranked += fits or [f"{one.document}\n\n{one.section}"]
    return list(dict.fromkeys(ranked))


def _measured(
    ranked: Mapping[str, Sequence[str]], wanted: Mapping[str, dict[str, int]], prefix: str
) -> dict[str, dict[str, float]]:
    """Ranks as scores: the order given is the order judged, also where scores are equal."""
    run = [ScoredDoc(q, d, -float(rank)) for q, found in ranked.items() for rank, d in enumerate(found)]
    names = {measure: f"{prefix}{name}" for name, measure in MEASURES.items()}
    out = {q: dict.fromkeys(names.values(), 0.0) for q in wanted}
    for metric in iter_calc(list(names), dict(wanted), run):
        out[metric.query_id][names[metric.measure]] = float(metric.value)
    return out


def nugget_recall(question: Question, found: Sequence[Found]) -> float | None:
    """The share of the facts, or without facts of the quotations, that the first passages hold; None where the question
    has none or the passages have no words."""
    read = "\n".join(one.text for one in found[:NUGGETS_AT])
    if question.facts:
        nuggets = held(read, question.facts)
    else:
        words = dict.fromkeys(quoted for place in question.places for quoted in place.quotations)
        nuggets = [stands_verbatim(read, quoted) for quoted in words]
        if nuggets and not question.every:
            nuggets = [any(nuggets)]
    if not nuggets or (found and not any(one.text for one in found)):
        return None
    return sum(nuggets) / len(nuggets)


def f2(chosen: Sequence[str], relevant: Mapping[str, int]) -> float:
    """ALQAC's F2 of the articles chosen: recall weighs more; macro-F2 is its mean over the questions."""
    wanted = {d for d, r in relevant.items() if r > 0}
    good = len(wanted & set(chosen))
    if not good:
        return 0.0
    precision, recall = good / len(set(chosen)), good / len(wanted)
    return 5 * precision * recall / (4 * precision + recall)
