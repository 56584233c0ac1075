"""The one seam to a language model: LangChain's `init_chat_model`, imported when a model is configured and asked.

Nothing else leaves the machine: LangSmith tracing is switched off whatever the environment says.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from assistant.errors import ModelError
from assistant.settings import Settings
from assistant.wording import say

# Read by langsmith and langchain_core at import and at each call, in their old and their new spelling.
TRACING = (
    "LANGSMITH_TRACING",
    "LANGSMITH_TRACING_V2",
    "LANGCHAIN_TRACING",
    "LANGCHAIN_TRACING_V2",
    "LANGGRAPH_TRACING",
)
# Providers whose prefix `init_chat_model` takes; a model of a server of one's own may hold a colon itself ("qwen3:4b").
_PROVIDER_NAMES = """openai anthropic azure_openai azure_ai google_vertexai google_genai bedrock bedrock_converse cohere
fireworks together mistralai huggingface groq ollama google_anthropic_vertex deepseek ibm nvidia xai openrouter
perplexity upstage"""
_PROVIDERS = frozenset(_PROVIDER_NAMES.split())


@dataclass(frozen=True, slots=True)
class LanguageModel:
    """A chat model and the seconds it may take from the first request to the last word."""

    name: str
    timeout: float
    chat: Any = field(repr=False)

    def stream(self, system: str, question: str) -> Iterator[str]:
        """Pieces of the reply as they come. Raises `ModelError` when the model cannot be reached, fails, falls silent
        or takes longer than `timeout`."""
        from langchain_core.messages import HumanMessage, SystemMessage
        from langsmith import tracing_context

        until = time.monotonic() + self.timeout
        try:
            with tracing_context(enabled=False):
                for chunk in self.chat.stream([SystemMessage(system), HumanMessage(question)]):
                    if time.monotonic() > until:
                        raise TimeoutError
                    if piece := _text(chunk.content):
                        yield piece
        except GeneratorExit:
            raise
        except Exception as error:  # every provider has errors of its own; all of them mean "no answer from the model"
            raise ModelError(_reason(error, self.timeout), say("model.check_server")) from error


def open_model(settings: Settings) -> LanguageModel:
    """The model of `settings.model`, `model_url` and `model_key`; opens no connection yet.

    Raises `ModelError` when no model is set, its provider's package is missing or LangChain does not know it.
    """
    if not settings.model:
        raise ModelError(say("model.not_set"), say("model.set_one"))
    silence_tracing()
    name, provider = split_name(settings.model, settings.model_url)
    options: dict[str, Any] = {"temperature": 0.0}
    if settings.model_url:
        options["base_url"] = settings.model_url
    if provider == "ollama":
        options["client_kwargs"] = {"timeout": settings.model_timeout}
    else:
        options |= {"timeout": settings.model_timeout, "max_retries": 0}
        if settings.model_key or settings.model_url:  # a server of one's own mostly wants no key, its client wants one
            options["api_key"] = settings.model_key or "khong-can"
    if provider == "openai" and settings.model_url:
        options |= {"use_responses_api": False, "stream_usage": False}
    try:
        from langchain.chat_models import init_chat_model

        chat = init_chat_model(name, model_provider=provider, **options)
    except Exception as error:  # a missing package, an unknown provider, a missing key: each provider raises its own
        raise ModelError(
            say("model.cannot_open", model=settings.model, reason=_short(error)), say("model.check_server")
        ) from error
    return LanguageModel(settings.model, settings.model_timeout, chat)


def silence_tracing() -> None:
    """Switches LangSmith off for this process, also when its package has read the environment already."""
    for name in TRACING:
        os.environ[name] = "false"
    loaded = sys.modules.get("langsmith.utils")
    if loaded is not None:
        loaded.get_env_var.cache_clear()


def split_name(model: str, url: str | None) -> tuple[str, str | None]:
    """ "ollama:qwen3:4b" -> ("qwen3:4b", "ollama"); without a provider an address means an OpenAI-compatible server."""
    head, colon, rest = model.partition(":")
    if colon and head.replace("-", "_").lower() in _PROVIDERS:
        return rest, head.replace("-", "_").lower()
    return model, "openai" if url else None


def _text(content: Any) -> str:
    """The text of a chunk: a string, or a list of blocks of which the text ones count (thinking is not shown)."""
    if isinstance(content, str):
        return content
    blocks = content if isinstance(content, list) else []
    return "".join(
        b if isinstance(b, str) else str(b.get("text", ""))
        for b in blocks
        if isinstance(b, str) or b.get("type") == "text"
    )


def _reason(error: Exception, timeout: float) -> str:
    """One Vietnamese sentence for what went wrong, by what the chain of causes says."""
    chain: list[BaseException] = []
    cause: BaseException | None = error
    while cause is not None and cause not in chain:
        chain.append(cause)
        cause = cause.__cause__ or cause.__context__
    names = " ".join(type(e).__name__ for e in chain).lower()
    if "timeout" in names:
        return say("model.silent", seconds=f"{timeout:g}")
    if "connect" in names or any(isinstance(e, ConnectionError) for e in chain):
        return say("model.unreachable")
    status = next((code for e in chain if isinstance(code := getattr(e, "status_code", None), int)), None)
    if status is not None:
        return say("model.http_error", status=status)
    return say("model.failed", reason=_short(error))


def _short(error: Exception) -> str:
    text = " ".join(str(error).split()) or type(error).__name__
    return text if len(text) <= 200 else f"{text[:199]}…"
