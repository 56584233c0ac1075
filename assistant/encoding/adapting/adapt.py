"""Refits a static encoder to an owner's documents and keeps the result only when held-out headings find more."""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.encoding.adapted_folder import ADAPTED_FILE
from assistant.encoding.adapting.lessons import Ids, TitledText, held_out, lessons, new_terms
from assistant.encoding.adapting.refit import OnStep, RefitPlan, refit
from assistant.encoding.encoder import FloatArray
from assistant.encoding.static.encoder import StaticEncoder, load_static
from assistant.encoding.static.export import quantise, write_folder
from assistant.encoding.static.folder import TermModel
from assistant.vietnamese.normalise import fold, strip_accents
from assistant.vietnamese.words.syllables import plain_token
from assistant.wording import say

FEWEST = 30
"""Held-out headings needed: with fewer, a gain of 0.05 is not told from chance."""
MOST_ASKED = 500
"""Held-out headings asked: with 500 a difference of 0.02 shows, and asking takes seconds."""
GAIN, CHANCE = 0.01, 0.05
"""The least gain in MRR@10 worth encoding an index again, and the most a paired test may give to chance."""
FLIPS = 10_000


@dataclass(frozen=True, slots=True)
class Adaptation:
    """What came of it. `folder` is None when the encoder stays as it was; `reason` then says why, in Vietnamese.

    `before` and `after` are MRR@10 of the `asked` held-out headings, the mean of both ways of typing (with and
    without accents); `chance` is the one-sided p of a paired sign-flip test.
    """

    texts: int
    headings: int
    asked: int
    before: float = 0.0
    after: float = 0.0
    chance: float = 1.0
    new_terms: int = 0
    seconds: float = 0.0
    folder: Path | None = None
    reason: str | None = None


def adapt(
    base: StaticEncoder,
    base_name: str,
    sections: Sequence[TitledText],
    parent: Path,
    on_step: OnStep = lambda done, total: None,
    plan: RefitPlan | None = None,
) -> Adaptation:
    """Refits `base` to `sections`; where it pays, writes the model as a folder under `parent` named by its fingerprint.

    `base_name` is what the settings call `base`. Nothing but that one folder is written, and it appears whole.
    """
    began = time.monotonic()
    plan = plan or RefitPlan()
    hidden = held_out(sections)
    questions = _questions(sections, hidden)
    texts = sum(len(section.texts) for section in sections)
    result = Adaptation(texts, len({section.key for section in sections}), len(questions))
    if len(questions) < FEWEST:
        return replace(result, reason=say("encoders.adapt.too_few", count=len(questions), fewest=FEWEST))
    grown, rows, fresh = _grown(base.model, new_terms(base.model, sections), plan.seed)
    trained = refit(grown, rows, fresh, lessons(grown, sections, hidden), plan, on_step)
    steps, scales = quantise(trained)
    made = StaticEncoder(replace(grown, rows=steps, scales=scales))
    before, after = (reciprocal_ranks(encoder, sections, hidden, questions) for encoder in (base, made))
    result = replace(
        result,
        before=float(before.mean()),
        after=float(after.mean()),
        chance=sign_flips(after - before),
        new_terms=len(fresh),
        seconds=round(time.monotonic() - began, 1),
    )
    if result.after - result.before < GAIN or result.chance > CHANCE:
        return replace(result, reason=say("encoders.adapt.no_better"))
    return replace(result, folder=_write(parent, grown, trained, base, base_name, result))


def _grown(model: TermModel, terms: Sequence[str], seed: int) -> tuple[TermModel, FloatArray, Ids]:
    """`model` with rows for `terms`, all rows as float32 (v, d), and which of them are new.

    A new term starts in a direction of its own, as long as the rows there are, so that it finds itself; a term and
    its accent-less form share it. One that had the row of its accent-less form starts from half of that.
    """
    old = np.asarray(model.rows, dtype=np.float32) * model.scales[:, None]
    known = np.linalg.norm(old, axis=1)
    length = float(np.median(known[known > 0])) if known.any() else 1.0
    rng = np.random.default_rng(seed)
    directions: dict[str, FloatArray] = {}
    vocabulary = dict(model.vocabulary)
    rows = [old]
    for term in terms:
        plain = plain_token(term)
        own = directions.setdefault(plain, np.asarray(rng.normal(size=old.shape[1]), dtype=np.float32))
        row = own * (length / np.linalg.norm(own))
        if plain in model.vocabulary and plain != term:
            row = (row + old[model.vocabulary[plain]]) / 2
        vocabulary[term] = len(vocabulary)
        rows.append(row[None])
    fresh = np.arange(len(old), len(vocabulary), dtype=np.int64)
    everything = np.concatenate(rows)
    scales = np.ones(len(everything), dtype=np.float32)
    return TermModel(vocabulary, model.unknown, everything, scales, ""), everything, fresh


def _questions(sections: Sequence[TitledText], hidden: frozenset[str]) -> list[tuple[str, str | None]]:
    """Held-out headings `(heading, title of the document or None)`: the title is asked along where texts share it."""
    titles: dict[str, list[TitledText]] = {}
    for section in sections:
        if section.key in hidden:
            titles.setdefault(section.key, []).append(section)
    found: list[tuple[str, str | None]] = []
    for alike in titles.values():
        first = alike[0]
        found.append((first.heading, first.above[0] if len(alike) > 1 and first.above else None))
    return [found[i] for i in np.linspace(0, len(found) - 1, min(len(found), MOST_ASKED)).astype(int)]


def reciprocal_ranks(
    encoder: StaticEncoder,
    sections: Sequence[TitledText],
    hidden: frozenset[str],
    questions: Sequence[tuple[str, str | None]],
) -> NDArray[np.float64]:
    """1 / rank of the first section that stands under each heading, 0 beyond 10; mean of both ways of typing.

    A section counts by its best passage. Held-out headings are left out of the passages they stand over.
    """
    texts = [
        "\n".join((*(line for line in section.above if fold(line).strip() not in hidden), text))
        for section in sections
        for text in section.texts
    ]
    first = np.cumsum([0, *(len(section.texts) for section in sections)])[:-1]
    vectors = encoder.encode_passages(texts).vectors
    standing = [{fold(line).strip() for line in (section.heading, *section.above)} for section in sections]
    found = np.zeros(len(questions))
    for number, (heading, title) in enumerate(questions):
        asked = f"{heading}\n{title}" if title else heading
        right = {fold(line).strip() for line in (heading, title) if line}
        for typed in (asked, strip_accents(asked)):
            scores = np.maximum.reduceat(vectors @ encoder.encode_queries([typed])[0], first)
            for rank, section in enumerate(np.argsort(-scores, kind="stable")[:10], 1):
                if right <= standing[section]:
                    found[number] += 0.5 / rank
                    break
    return found


def sign_flips(differences: NDArray[np.float64]) -> float:
    """One-sided p of a paired randomisation test: how often random signs give a mean as great (Fisher 1935)."""
    signs = np.random.default_rng(0).integers(0, 2, (FLIPS, len(differences))) * 2 - 1
    as_great = np.count_nonzero(signs @ differences >= differences.sum() - 1e-12)
    return float((as_great + 1) / (FLIPS + 1))


def _write(
    parent: Path, model: TermModel, rows: FloatArray, base: StaticEncoder, base_name: str, result: Adaptation
) -> Path:
    staged = parent / ".dang-ghi"
    shutil.rmtree(staged, ignore_errors=True)
    order = sorted(model.vocabulary, key=model.vocabulary.__getitem__)
    write_folder(staged, order, rows)
    facts = {"base": base_name, "base_fingerprint": base.fingerprint} | asdict(replace(result, folder=None))
    (staged / ADAPTED_FILE).write_text(json.dumps(facts, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    encoder = load_static(staged)
    (staged / "CARD.md").write_text(_card(encoder, base_name, result), encoding="utf-8")
    for file in filter(Path.is_file, staged.rglob("*")):
        with file.open("r+b") as stream:  # the index that will name this folder is durable: so must the folder be
            os.fsync(stream.fileno())
    folder = parent / encoder.fingerprint
    shutil.rmtree(folder, ignore_errors=True)
    staged.rename(folder)
    return folder


def _card(encoder: StaticEncoder, base_name: str, result: Adaptation) -> str:
    return f"""# Bộ mã hóa tinh chỉnh cho kho văn bản này

Tạo bằng lệnh `tracuu adapt` từ bộ mã hóa “{base_name}”; vân tay `{encoder.fingerprint}`.

- Dữ liệu: {result.texts} đoạn văn bản dưới {result.headings} tiêu đề của chính kho này; thêm {result.new_terms} từ mới.
  Véc-tơ của các từ phản ánh nội dung của kho: hãy bảo vệ thư mục này như bảo vệ kho.
- Cách làm: mỗi tiêu đề, hoặc mỗi câu, phải tìm ra đoạn văn bản đi cùng; kết quả là trung bình của bộ mã hóa cũ và mới.
- Kiểm tra: {result.asked} tiêu đề giữ riêng, không dùng để tinh chỉnh, mỗi tiêu đề gõ có dấu và không dấu. MRR@10 (1 là
  luôn đứng đầu, 0 là không tìm thấy trong 10 kết quả): trước {result.before:.3f}, sau {result.after:.3f}; xác suất do
  ngẫu nhiên {result.chance:.4f}.
- Giới hạn: tiêu đề không phải là câu hỏi thật của người dùng; mức tăng trên câu hỏi thật có thể nhỏ hơn.
"""
