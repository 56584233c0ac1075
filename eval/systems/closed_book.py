"""A language model asked without any document (`closed-book:model=ollama:qwen3:4b`): what it knows by heart."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.data.model import Dataset, Question, Response
from eval.metrics.refusals import says_it_cannot
from eval.systems.base import SystemFault
from eval.wording import say

PROMPT = (
    "Answer the question about Vietnamese administrative documents in Vietnamese, in one or two sentences. "
    "If you do not know, say: Tôi không biết."
)


@dataclass(slots=True)
class ClosedBook:
    """`model`: what LangChain's `init_chat_model` takes; `url`: of an OpenAI-compatible server."""

    model: str | None = None
    url: str | None = None
    _chat: Any = None

    @property
    def settings(self) -> Mapping[str, Any]:
        return {"model": self.model, "url": self.url, "prompt": PROMPT, "temperature": 0}

    def prepare(self, dataset: Dataset, folder: Path) -> Mapping[str, float]:
        """Raises `SystemFault` without a model."""
        if not self.model:
            raise SystemFault(say("systems.no_model"))
        from langchain.chat_models import init_chat_model

        more: dict[str, Any] = {"base_url": self.url} if self.url else {}
        self._chat = init_chat_model(self.model, temperature=0, **more)
        return {}

    def answer(self, question: Question) -> Response:
        began = time.perf_counter()
        try:
            reply = self._chat.invoke([("system", PROMPT), ("user", question.text)])
        except Exception as error:  # whatever a provider raises costs this question, not the run
            return Response(error=f"{type(error).__name__}: {error}")
        text = reply.text if isinstance(reply.text, str) else str(reply.content)
        used = (getattr(reply, "usage_metadata", None) or {}).get("total_tokens")
        return Response(
            answer=text,
            refused=says_it_cannot(text),
            milliseconds={"total": (time.perf_counter() - began) * 1000},
            tokens=used,
        )

    def close(self) -> None:
        self._chat = None
