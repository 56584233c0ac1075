"""What reviewers said of drafts: a line each time, the last counts; agreement of two reviewers; what is kept."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from eval.data.files import json_lines
from eval.data.layouts.lines import as_record, question_of
from eval.data.model import Question
from eval.data.problems import Problems
from eval.questions.draft import Draft
from eval.statistics.agreement import kappa

VERDICTS = ("accept", "mend", "reject")


@dataclass(frozen=True, slots=True)
class Review:
    """`text`, `facts`: as the reviewer would have them (the draft's own where nothing was mended)."""

    id: str
    reviewer: str
    verdict: str
    text: str
    facts: tuple[str, ...] = ()
    note: str = ""


def write_drafts(drafts: Sequence[Draft], path: Path) -> None:
    lines = [as_record(d.question) | {"kind": d.kind, "like": d.like} for d in drafts]
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")


def read_drafts(path: Path) -> list[Draft]:
    """Raises `DatasetError`."""
    problems = Problems()
    found = [Draft(question_of(r), str(r.get("kind", "")), r.get("like")) for _, r in json_lines(path, problems)]
    problems.require()
    return found


def add_review(path: Path, review: Review) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(asdict(review), ensure_ascii=False) + "\n")


def read_reviews(path: Path) -> dict[str, Review]:
    """By draft; none where the file is not there yet. Raises `DatasetError`."""
    if not path.is_file():
        return {}
    problems = Problems()
    found = {r["id"]: Review(**(r | {"facts": tuple(r["facts"])})) for _, r in json_lines(path, problems)}
    problems.require()
    return found


def agreement(first: Mapping[str, Review], second: Mapping[str, Review]) -> tuple[int, float | None]:
    """How many drafts both have seen, and Cohen's kappa of their verdicts; None where there is none."""
    both = sorted(first.keys() & second.keys())
    if not both:
        return 0, None
    return len(both), kappa([first[name].verdict for name in both], [second[name].verdict for name in both])


def kept(drafts: Sequence[Draft], reviews: Sequence[Mapping[str, Review]]) -> list[Question]:
    """The drafts that every reviewer who saw them would keep, at least one; in the words of the first who mended it."""
    out = []
    for draft in drafts:
        seen = [review[draft.question.id] for review in reviews if draft.question.id in review]
        if seen and all(one.verdict != "reject" for one in seen):
            mended = next((one for one in seen if one.verdict == "mend"), None)
            out.append(draft.question if mended is None else _mended(draft.question, mended))
    return out


def _mended(question: Question, review: Review) -> Question:
    facts = tuple(tuple(fact.split("|")) for fact in review.facts)
    return replace(question, text=review.text, facts=facts)
