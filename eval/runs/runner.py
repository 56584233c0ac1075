"""Asks a system all questions of a set, goes on where it was stopped, and says how long it will take."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from eval.data.model import Dataset, Question
from eval.data.noise import NOISES, noisy
from eval.metrics.memory import peak_rss_mb
from eval.runs.files import write_json
from eval.runs.folder import Identity, RunFolder, questions_hash
from eval.runs.provenance import code_version, provenance
from eval.runs.results import Results, measure
from eval.systems.named import Named
from eval.systems.store import documents_hash
from eval.wording import say

_EVERY = 2.0
"""Seconds between lines of progress."""


def with_noise(dataset: Dataset, noise: str, seed: int = 0) -> Dataset:
    """The questions as `noise` types them (a key of `NOISES`); all else stays."""
    if noise == "keep":
        return dataset
    typed = noisy({q.id: q.text for q in dataset.questions}, noise, seed)
    changed = [replace(q, text=typed[q.id]) for q in dataset.questions]
    return replace(dataset.only(changed), name=f"{dataset.name}+{noise}")


def run(dataset: Dataset, named: Named, out: Path, noise: str = "keep", jobs: int = 1) -> Results:
    """One system over one set, in `out/<set>/<system>`; its index, where it keeps one, beside the runs of the set.

    `jobs`: questions at once; more than one only for systems on other machines, else times say nothing. Raises
    `DatasetError`, `SystemFault`, and `KeyError` for a noise that there is not.
    """
    NOISES[noise]
    documents = documents_hash(dataset)
    dataset = with_noise(dataset, noise)
    folder = RunFolder(out / _safe(dataset.name) / _safe(named.label))
    identity = Identity(
        dataset.name, questions_hash(dataset), documents, named.spec, named.system.settings, noise, code_version()
    )
    folder.begin(identity, named.label, dataset, provenance())
    done = folder.done()
    left = [question for question in dataset.questions if question.id not in done]
    if left:
        # A set's indexes are told apart by what they hold, so that runs over the same documents share one.
        store = out / "indexes" / f"{documents[:12]}-{named.system.settings.get('encoder', 'bundled')}"
        cost = dict(named.system.prepare(dataset, store))
        try:
            named.system.answer(replace(left[0], id="", text=left[0].text))  # the first loads what others find loaded
            _ask(named, left, folder, jobs)
        finally:
            named.system.close()
        write_json(folder.path / "costs.json", cost | {"peak_mb": round(peak_rss_mb(), 1)})
    folder.write_ranking(folder.responses(), named.label)
    return measure(folder)


def _ask(named: Named, questions: list[Question], folder: RunFolder, jobs: int) -> None:
    tell = Progress(named.label, len(questions))
    if jobs > 1:
        with ThreadPoolExecutor(jobs) as pool:
            for question, response in zip(questions, pool.map(named.system.answer, questions), strict=True):
                folder.append(question.id, response)
                tell.one_more()
        return
    for question in questions:
        folder.append(question.id, named.system.answer(question))
        tell.one_more()


def _safe(name: str) -> str:
    """Fit for a folder on every system."""
    return "".join(c if c.isalnum() or c in "-_.+=" else "-" for c in name)


class Progress:
    """A line now and then, with the time that is left at the pace so far."""

    def __init__(self, label: str, total: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.label, self.total, self.done = label, total, 0
        self._clock, self._began = clock, clock()
        self._told = self._began

    def one_more(self) -> None:
        self.done += 1
        now = self._clock()
        if now - self._told >= _EVERY or self.done == self.total:
            self._told = now
            left = (now - self._began) / self.done * (self.total - self.done)
            words = say("runs.progress", name=self.label, done=self.done, total=self.total, left=shown_time(left))
            print(words, file=sys.stderr, flush=True)


def shown_time(seconds: float) -> str:
    """ "0:07", "12:30", "1:05:00"."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
