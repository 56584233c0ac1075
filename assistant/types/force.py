"""Whether a document stands, as far as the store can tell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from assistant.types.answer import Citation

UNKNOWN: Final = "Chưa thấy văn bản nào trong kho sửa đổi, thay thế hoặc bãi bỏ"
"""All that can be said where nothing held acts on a document: a store may lack the one that ended it."""

ForceState = Literal[
    "còn hiệu lực",
    "chưa có hiệu lực",
    "hết hiệu lực toàn bộ",
    "hết hiệu lực một phần",
    "ngưng hiệu lực toàn bộ",
    "ngưng hiệu lực một phần",
    "sắp hết hiệu lực",
    "bị thay thế",
    "bị bãi bỏ",
    "được sửa đổi, bổ sung",
    "chưa đến giai đoạn",
    "đang trong giai đoạn",
    "đã hết giai đoạn",
    "Chưa thấy văn bản nào trong kho sửa đổi, thay thế hoặc bãi bỏ",
]


@dataclass(frozen=True, slots=True)
class StateOfForce:
    """What the store can tell on the day `as_of` (ISO), in a word (`state`) and in a sentence (`words`).

    `start` and `end` are the first and the last day of force or of the plan's period, where known. `source` is the
    sentence that says so (one citation for each page), `told_by` where a person recorded it from.
    """

    state: ForceState
    words: str
    as_of: str
    start: str | None = None
    end: str | None = None
    source: tuple[Citation, ...] = ()
    told_by: str | None = None
