"""The page of assignments: who must do what by when, where it is said, and the table for Excel."""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from assistant.answering import document_label
from assistant.answering.tasks.export import tasks_csv, tasks_xlsx
from assistant.answering.tasks.listing import TaskList, TaskRequest, list_tasks
from assistant.index import Snapshot
from assistant.types import Citation, Scope, StoredTask, TaskFilter
from assistant.ui.filters import name
from assistant.ui.markup import markdown
from assistant.ui.session import Session, current, everything, settings
from assistant.ui.source.panel import panel
from assistant.vietnamese.names.agencies import agency_key, split_agencies
from assistant.vietnamese.time.dates import format_date, parse_date
from assistant.wording import say, words

PAGE = 20
"""Tasks shown at a time: each has a button, and a browser is slow with hundreds of them."""
KINDS = words("app.tasks.kinds")


def page() -> None:
    st.subheader(say("app.pages.tasks"), anchor=False)
    state = _state()
    reader = current().reader
    with reader.pin() as snapshot:
        found = _asked(snapshot)
    shown, beside = st.columns([3, 2], gap="medium") if state.source is not None else (st.container(), None)
    with shown:
        _table(found, state)
    if beside is not None:
        with beside:
            panel(reader, state)


def _state() -> Session:
    """The source that is open here, apart from the one beside the answers."""
    if "nhiem-vu" not in st.session_state:
        st.session_state["nhiem-vu"] = Session()
    state: Session = st.session_state["nhiem-vu"]
    return state


def _asked(snapshot: Snapshot) -> TaskList:
    """The filters, and the tasks they let through."""
    everywhere = everything()
    agencies, documents = _choices(settings().index_dir, snapshot.generation, everywhere, snapshot)
    agency, role, kind = st.columns([3, 1.6, 1.6], vertical_alignment="bottom")
    chosen = agency.selectbox(
        say("app.tasks.agency"), agencies, index=None, placeholder=say("app.filters.all"), key="nv-co-quan"
    )
    lead, partner = say("tasks.facts.lead"), say("tasks.facts.partners")
    as_role = role.segmented_control(
        say("app.tasks.role"), [lead, partner], default=lead, key="nv-vai-tro", width="stretch"
    )
    what = kind.segmented_control(
        say("app.tasks.deadline"),
        list(KINDS),
        default="tat-ca",
        format_func=lambda k: KINDS[k],
        key="nv-loai",
        width="stretch",
    )
    first, last, which = st.columns([1.2, 1.2, 3.8], vertical_alignment="bottom")
    after = _day(first.text_input(say("app.tasks.after"), placeholder="01/01/2026", key="nv-tu"), first)
    before = _day(last.text_input(say("app.tasks.before"), placeholder="30/6/2026", key="nv-den"), last)
    ids = which.multiselect(
        say("app.filters.document"),
        list(documents),
        format_func=lambda i: documents[i],
        placeholder=say("app.filters.all"),
    )
    as_partner = as_role == partner
    request = TaskRequest(
        lead=None if as_partner else chosen,
        partner=chosen if as_partner else None,
        due_before=before,
        due_after=after or ("1900-01-01" if what == "co-ngay" else None),
        recurring={"dinh-ky": True}.get(what or ""),
    )
    scope = Scope(everywhere.access_groups, document_ids=frozenset(ids) or None)
    return list_tasks(snapshot, request, scope, mask=settings().mask_personal)


@st.cache_resource(max_entries=4, show_spinner=False)
def _choices(index_dir: Path, generation: int, scope: Scope, _snapshot: Snapshot) -> tuple[list[str], dict[int, str]]:
    """The agencies and documents to choose from, made once for each generation of the index."""
    tasks = _snapshot.tasks(TaskFilter(), scope)
    return _agencies(tasks), {stored.document.id: name(stored.document) for stored in tasks}


def _agencies(tasks: Sequence[StoredTask]) -> list[str]:
    """The agencies that lead or take part, each once as most often written, those with most tasks first."""
    spellings: dict[str, Counter[str]] = {}
    for stored in tasks:
        for agency in (*split_agencies(stored.task.lead or ""), *stored.task.partners):
            spellings.setdefault(agency_key(agency), Counter())[agency] += 1
    ordered = sorted(spellings.values(), key=lambda names: (-names.total(), names.most_common(1)[0][0]))
    return [names.most_common(1)[0][0] for names in ordered]


def _day(typed: str, beside: st.delta_generator.DeltaGenerator) -> str | None:
    if not typed.strip():
        return None
    day = parse_date(typed)
    if day is None:
        beside.caption(say("app.tasks.write_day"))
    return day


def _table(found: TaskList, state: Session) -> None:
    tasks = found.tasks
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.markdown(say("app.tasks.count", count=len(tasks)), width="content")
        if tasks:
            with st.container(horizontal=True, width="content"):
                st.download_button(
                    say("app.tasks.excel"),
                    lambda: tasks_xlsx(tasks),
                    "nhiem-vu.xlsx",
                    on_click="ignore",
                    key="nv-xlsx",
                    icon=":material/download:",
                )
                st.download_button(
                    say("app.tasks.csv"),
                    lambda: tasks_csv(tasks),
                    "nhiem-vu.csv",
                    "text/csv",
                    on_click="ignore",
                    key="nv-csv",
                    icon=":material/download:",
                )
    for note in found.notes:
        st.caption(markdown(note))
    if not tasks:
        st.caption(say("app.tasks.none"))
    most = st.session_state.get("nv-so-dong", PAGE)
    for place, stored in enumerate(tasks[:most]):
        renaming = found.renamed.get(place)
        _row(stored, say("app.tasks.renamed", old=renaming.old, new=renaming.new) if renaming else "", state)
    if len(tasks) > most and st.button(
        say("app.tasks.more", count=min(PAGE, len(tasks) - most)), icon=":material/expand_more:"
    ):
        st.session_state["nv-so-dong"] = most + PAGE
        st.rerun()


def _row(stored: StoredTask, remark: str, state: Session) -> None:
    key = f"{stored.document.id}-{stored.position}"
    with st.container(border=True, key=f"nhiem-vu-{key}"):
        st.html(describe(stored, remark))
        page = say("labels.page_after", page=stored.task.page) if stored.task.page is not None else ""
        page += say("labels.recognised") if stored.task.ocr else ""
        label = stored.document.letterhead.number or stored.document.file
        st.button(
            markdown(say("app.tasks.show", document=label, page=page)), key=f"nv-xem-{key}", type="tertiary",
            icon=":material/article:", on_click=state.open, args=(citation(stored),),
        )  # fmt: skip


def describe(stored: StoredTask, remark: str = "") -> str:
    """HTML of one task; every text of the document escaped."""
    task = stored.task
    facts = [
        (say("tasks.facts.lead"), task.lead),
        (say("tasks.facts.partners"), "; ".join(task.partners)),
        (say("tasks.facts.deadline"), task.deadline),
    ]
    facts += [
        (say("tasks.facts.product"), task.product),
        (say("tasks.facts.group"), " › ".join(task.group)),
        (say("app.tasks.note"), remark),
    ]
    rows = "".join(f"<dt>{word}</dt><dd>{html.escape(value)}</dd>" for word, value in facts if value)
    return (
        f"<div class='nhiem-vu'><p class='han'>{html.escape(_due(stored))}</p>"
        f"<div><p class='viec'>{html.escape(task.task)}</p><dl>{rows}</dl></div></div>"
    )


def _due(stored: StoredTask) -> str:
    due = stored.task.due
    if due is not None and due.end is not None:
        return say("app.tasks.until", day=format_date(due.end))
    if due is not None and due.start is not None:
        return say("app.tasks.from", day=format_date(due.start))
    return say("app.tasks.recurring") if due is not None else say("app.tasks.undated")


def citation(stored: StoredTask) -> Citation:
    """The row or sentence that says the task, as the source panel marks it."""
    record, span = stored.document, stored.task.span
    return Citation(
        document_id=record.id, version=record.version, number=record.letterhead.number, title=record.letterhead.title,
        official=document_label(record), path=stored.path, page=stored.task.page, quote=stored.quote,
        start=span.start, end=span.end, ocr=stored.task.ocr,
    )  # fmt: skip
