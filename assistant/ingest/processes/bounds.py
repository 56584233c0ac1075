"""How much time and memory reading one file may take, and what a person is told when it takes more."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.settings import Settings
from assistant.wording import say


@dataclass(frozen=True, slots=True)
class Limits:
    """Of one task. `silence`: seconds without a sign of life; `total`: seconds besides those for recognised pages, of
    which each may take `silence`; `memory_mb`: what its process may take beyond what it had at its start."""

    silence: float = 120.0
    total: float = 1_800.0
    memory_mb: int = 2_048

    @staticmethod
    def of(settings: Settings) -> Limits:
        return Limits(settings.file_seconds, settings.file_total_seconds, settings.file_memory_mb)

    def due(self, begun: float, sign: float, recognised: int) -> tuple[float, str]:
        """When a task begun at `begun`, last alive at `sign`, with so many pages `recognised`, is to be ended, in the
        same clock; and what is said then."""
        silent, whole = sign + self.silence, begun + self.total + recognised * self.silence
        if silent <= whole:
            return silent, (say("ingest.stopped.silent", seconds=f"{self.silence:.0f}"))
        return whole, (say("ingest.stopped.too_long", seconds=f"{whole - begun:.0f}"))
