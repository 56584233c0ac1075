"""One frozen dataclass of settings; the file `tracuu.toml` and the environment are read here and nowhere else."""

from __future__ import annotations

import os
import tomllib
from contextlib import suppress
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from assistant.errors import SettingsError
from assistant.wording import LANGUAGES, say, speak

PROJECT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Settings:
    """Every value has a default that works offline. `TRACUU_<NAME>` overrides `tracuu.toml` overrides the default.

    `encoder`: "trained" (a small transformer), "static" (vectors of terms, at once; worse), "auto" (what made the
    index, else the better of the two that can run here), "none" (lexical search only), or the name or path of a model.
    `reranker`: "auto" (the one that comes with the program, if any), "none", or the folder of one.
    `model`: None, or what LangChain's `init_chat_model` takes ("ollama:qwen3:4b", "openai:gpt-…");
    `model_url` is the base address of an OpenAI-compatible server.
    """

    index_dir: Path = PROJECT / "indexes" / "mac-dinh"
    encoder: str = "auto"
    reranker: str = "auto"
    answer_from: float = 0.3
    """The chance (0 to 1) from which a quotation is given as the answer; below it, as what may be related. At 0.3 to
    show a wrong answer is taken to be 0.3/0.7 as bad as to call a right one unsure: its source stands beside it."""
    model: str | None = None
    model_url: str | None = None
    model_key: str | None = None
    model_timeout: float = 60.0
    jobs: int = 0
    """Worker processes of an ingest; 0: as many as the process may use processors."""
    ocr: bool = True
    """Whether scanned pages and pictures are read by tesseract; without it they are reported as not read."""
    ocr_jobs: int = 0
    """Pages recognised at once; 0: as many as the process may use processors."""
    file_seconds: float = 120.0
    """Reading of a file is given up when nothing of it moves for so long; a page of a scan may take half a minute."""
    file_total_seconds: float = 1_800.0
    """And after so long in all, besides the time for pages that are recognised: 3,000 pages take some five minutes."""
    file_memory_mb: int = 2_048
    """What reading one file may take. Real files took at most 250 MB beyond the 40 of a process (a scan of 8
    pages; without recognition 170); four readers at once fit a common laptop."""
    max_pages: int = 3_000
    """Of one PDF: the longest real document seen has 238; a file of 10,000 empty pages costs nothing to make."""
    max_unpacked_mb: int = 1_024
    """Of all files in one archive or mail together: a few times what one upload may have packed."""
    max_members: int = 5_000
    """Files in one archive or mail, those in archives inside it too: a province's papers of a year."""
    access_group: str = "chung"
    access_groups: frozenset[str] = frozenset({"chung"})
    max_question: int = 2_000
    """Characters; a longer question is refused with a message, never cut in silence."""
    max_upload_mb: int = 200
    language: str = LANGUAGES[0]
    """Of labels, notes, refusals and help: "vi", or "en" as far as that is written; documents stay as they are."""
    secrecy_gate: bool = True
    """False takes in files that bear a mark of state secrecy; only the settings file can say so (`FILE_ONLY`)."""
    mask_personal: bool = False
    """Identity, mobile and account numbers are shown as "•••••••••123". Off: officials work with whole texts, and a
    quotation is the document's own words; for screens and exports that others see."""
    word_segmentation: bool = False
    """Words of three and more syllables as extra terms: nine tenths of the time of an ingest for no measured gain."""

    @property
    def processes(self) -> int:
        return self.jobs if self.jobs > 0 else _processors()

    @property
    def recognitions(self) -> int:
        """Pages recognised at once."""
        return self.ocr_jobs if self.ocr_jobs > 0 else _processors()


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else (os.cpu_count() or 1)


def _convert(name: str, value: Any) -> Any:
    default = getattr(_DEFAULTS, name)
    try:
        if name == "language" and value not in (*LANGUAGES, ""):
            raise ValueError(value)
        if name == "index_dir":
            return Path(str(value)).expanduser()
        if isinstance(default, bool):
            return value if isinstance(value, bool) else str(value).strip().lower() in {"1", "true", "yes", "có", "co"}
        if isinstance(default, frozenset):
            items = value if isinstance(value, list) else str(value).split(",")
            return frozenset(str(item).strip() for item in items if str(item).strip())
        if isinstance(default, int):
            return int(value)
        if isinstance(default, float):
            return float(value)
        return str(value) if str(value).strip() else default
    except ValueError as error:
        raise SettingsError(
            say("settings.value.impossible", value=value, name=name),
            say("settings.value.change", name=name, variable=name.upper()),
        ) from error


_DEFAULTS = Settings()

FILE_ONLY = frozenset({"secrecy_gate"})
"""What the owner decides in the settings file alone: a variable or a flag is too easily set by someone else."""


def load_settings(file: Path | None = None, **overrides: Any) -> Settings:
    """Settings from `tracuu.toml` (here or in `file`), then the environment, then `overrides` (None: not given).

    What is said from then on is said in their language. Raises `SettingsError` when the file is not TOML, names an
    unknown setting or holds an impossible value.
    """
    names = {f.name for f in fields(Settings)}
    values: dict[str, Any] = {}
    file = file or Path("tracuu.toml")
    if file.is_file():
        try:
            table = tomllib.loads(file.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise SettingsError(
                say("settings.file.not_toml", file=file, reason=error), say("settings.file.change")
            ) from error
        if unknown := set(table) - names:
            raise SettingsError(
                say("settings.unknown.found", file=file, names=", ".join(sorted(unknown))),
                say("settings.unknown.known", names=", ".join(sorted(names))),
            )
        values |= table
    given = {n: os.environ[f"TRACUU_{n.upper()}"] for n in names if f"TRACUU_{n.upper()}" in os.environ}
    given |= {n: v for n, v in overrides.items() if v is not None}
    if refused := FILE_ONLY & set(given):
        raise SettingsError(
            say("settings.file_only.found", names=", ".join(sorted(refused))),
            say("settings.file_only.remove", variable=min(refused).upper(), file=file),
        )
    values |= given
    settings = replace(_DEFAULTS, **{n: _convert(n, v) for n, v in values.items()})
    speak(settings.language)
    return settings


def choose_language() -> None:
    """Speaks the language of the settings where they can be read: for help, before anything is done. What is wrong with
    them is told by the command that needs them."""
    with suppress(SettingsError):
        load_settings()
