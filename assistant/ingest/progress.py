"""From "page 3 of 24 is recognised" to what a person waits for: how long the rest of the file will take."""

from __future__ import annotations

import time
from collections.abc import Callable

from assistant.ingest.files.inner_files import shown_name
from assistant.ingest.report import PageEvent, VectorEvent
from assistant.wording import grouped, say


class PageWatch:
    """Called by the pool with source, pages done and pages in all; tells `on_page` with an estimate for the rest."""

    def __init__(self, on_page: Callable[[PageEvent], None], clock: Callable[[], float] = time.monotonic) -> None:
        self._on_page, self._clock = on_page, clock
        self._began: dict[str, float] = {}

    def __call__(self, source: str, done: int, total: int) -> None:
        now = self._clock()
        began = self._began.setdefault(source, now) if done else now
        self._began[source] = began
        left = (now - began) / done * (total - done) if done else None
        if done >= total:
            del self._began[source]
        self._on_page(PageEvent(source, done, total, left))


def recognising(event: PageEvent) -> str:
    """What is said while a scan is read: "đang nhận dạng chữ trang 3/24 của a.pdf, còn khoảng 40 giây"."""
    page = min(event.page + 1, event.pages)
    rest = _remaining(event.seconds_left) if event.page < event.pages else ""
    return say("ingest.recognising.page", page=page, pages=event.pages, file=shown_name(event.file), left=rest)


def encoding(event: VectorEvent) -> str:
    """What is said while vectors are made: "đã mã hóa 512/2.048 đoạn, còn khoảng 3 phút"."""
    rest = _remaining(event.seconds_left) if event.vectors < event.passages else ""
    return say("ingest.encoding.made", made=grouped(event.vectors), total=grouped(event.passages), left=rest)


def _remaining(seconds: float | None) -> str:
    if seconds is None:
        return ""
    if seconds >= 90:
        return say("ingest.recognising.minutes_left", minutes=round(seconds / 60))
    return say("ingest.recognising.seconds_left", seconds=max(round(seconds), 1))
