"""The page on which a person reads drafts: `python -m eval questions review`. One draft at a time, the first unread."""

from __future__ import annotations

import sys
from pathlib import Path

import streamlit as st

from assistant.settings import load_settings
from eval.questions.draft import Draft
from eval.questions.reviews import VERDICTS, Review, add_review, read_drafts, read_reviews
from eval.wording import say, speak, words


def main(drafts_file: Path, reviewer: str) -> None:
    speak(load_settings().language)
    st.set_page_config(page_title=say("review.title"), layout="centered")
    st.title(say("review.title"))
    reviews_file = reviews_path(drafts_file, reviewer)
    drafts, reviews = read_drafts(drafts_file), read_reviews(reviews_file)
    left = [draft for draft in drafts if draft.question.id not in reviews]
    done = len(drafts) - len(left)
    st.progress(done / max(len(drafts), 1), text=say("review.progress", done=done, total=len(drafts), name=reviewer))
    if not left:
        st.success(say("review.finished", path=reviews_file))
        return
    _one(left[0], drafts, reviewer, reviews_file)


def reviews_path(drafts_file: Path, reviewer: str) -> Path:
    """Beside the drafts, one file a reviewer."""
    safe = "".join(c if c.isalnum() else "-" for c in reviewer)
    return drafts_file.with_name(f"{drafts_file.stem}.{safe}.jsonl")


def _one(draft: Draft, drafts: list[Draft], reviewer: str, target: Path) -> None:
    question, said = draft.question, words("review")
    if draft.like is not None:
        other = next(d.question.text for d in drafts if d.question.id == draft.like)
        st.warning(say("review.like", other=other))
    with st.form(f"draft-{question.id}", clear_on_submit=True):
        text = st.text_area(said["question"], question.text, key=f"text-{question.id}")
        facts = st.text_area(said["facts"], "\n".join("|".join(f) for f in question.facts), key=f"facts-{question.id}")
        for place in question.places:
            page = f", {say('report.page', page=place.page)}" if place.page else ""
            st.caption(f"{place.document}, {place.section or '–'}{page}")
            for quoted in place.quotations:
                st.markdown("> " + quoted.replace("\n", " "))
        verdict = st.radio(said["verdict"], VERDICTS, format_func=lambda v: said[v], horizontal=True)
        note = st.text_input(said["note"], key=f"note-{question.id}")
        if st.form_submit_button(said["save"], type="primary"):
            wanted = tuple(line.strip() for line in facts.splitlines() if line.strip())
            given = tuple("|".join(fact) for fact in question.facts)
            changed = verdict == "accept" and (text.strip() != question.text or wanted != given)
            chosen = "mend" if changed else str(verdict)
            add_review(target, Review(question.id, reviewer, chosen, text.strip(), wanted, note.strip()))
            st.rerun()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
