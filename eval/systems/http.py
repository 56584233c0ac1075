"""Any HTTP endpoint: one that speaks as OpenAI's does (`openai:URL,model=NAME`), or any by a template (`http:FILE`).

A template names the address, the body with "{question}" in it, and where in the reply the parts stand:

    url = "http://localhost:8000/ask"
    headers = { Authorization = "Bearer ${BOT_KEY}" }     # from the environment
    body = { q = "{question}", top = 10 }
    answer = "data.answer"
    passages = "data.sources"                             # a list of texts, or of objects with an id and a text
    seconds = 60
"""

from __future__ import annotations

import json
import os
import re
import time
import tomllib
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from eval.data.model import Dataset, Question, Response
from eval.systems.base import SystemFault
from eval.systems.replies import response_of
from eval.wording import say

_VARIABLE = re.compile(r"\$\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Endpoint:
    """`body`: JSON whose texts may hold "{question}"; `parts`: of a response, where each stands in the reply."""

    url: str
    body: Mapping[str, Any]
    parts: Mapping[str, str]
    headers: Mapping[str, str] = field(default_factory=dict)
    seconds: float = 60.0

    @property
    def settings(self) -> Mapping[str, Any]:
        """Headers by name alone: they hold keys."""
        return {"url": self.url, "body": self.body, "parts": self.parts, "headers": sorted(self.headers)}

    def prepare(self, dataset: Dataset, folder: Path) -> Mapping[str, float]:
        return {}

    def answer(self, question: Question) -> Response:
        data = json.dumps(_filled(self.body, question.text)).encode()
        headers = {"Content-Type": "application/json"} | {k: _secret(v) for k, v in self.headers.items()}
        began = time.perf_counter()
        try:
            request = urllib.request.Request(self.url, data, headers)
            with urllib.request.urlopen(request, timeout=self.seconds) as reply:
                value = json.loads(reply.read())
        except (OSError, ValueError, urllib.error.HTTPError) as error:
            return Response(error=f"{type(error).__name__}: {error}")
        milliseconds = (time.perf_counter() - began) * 1000
        found = {name: at(value, path) for name, path in self.parts.items()}
        if found.get("answer") is None and not found.get("documents"):
            return Response(error=say("systems.no_answer", keys=", ".join(map(str, value)) if value else "–"))
        return response_of({k: v for k, v in found.items() if v is not None}, milliseconds)

    def close(self) -> None:
        """Nothing is kept open."""


def at(value: Any, path: str) -> Any:
    """What stands at "data.choices.0.text"; None where there is nothing."""
    for part in path.split("."):
        if isinstance(value, Mapping):
            value = value.get(part)
        elif isinstance(value, list) and part.isdigit() and int(part) < len(value):
            value = value[int(part)]
        else:
            return None
    return value


def _filled(value: Any, question: str) -> Any:
    if isinstance(value, str):
        return value.replace("{question}", question)
    if isinstance(value, Mapping):
        return {name: _filled(one, question) for name, one in value.items()}
    return [_filled(one, question) for one in value] if isinstance(value, list) else value


def _secret(value: str) -> str:
    return _VARIABLE.sub(lambda match: os.environ.get(match[1], ""), value)


def from_template(path: Path) -> Endpoint:
    """Raises `SystemFault` when the file cannot be read or names no address, body or answer."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        parts = {"answer": table.get("answer"), "documents": table.get("passages"), "refused": table.get("refused")}
        kept = {name: str(where) for name, where in parts.items() if where}
        if not kept:
            raise KeyError("answer")
        return Endpoint(table["url"], table["body"], kept, table.get("headers", {}), float(table.get("seconds", 60)))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError) as error:
        raise SystemFault(say("systems.template", path=path, reason=error)) from error


def openai_compatible(url: str, model: str, key: str = "OPENAI_API_KEY") -> Endpoint:
    """`url` as "http://localhost:8000/v1"; `key` names the environment variable that holds one."""
    headers = {"Authorization": f"Bearer ${{{key}}}"} if os.environ.get(key) else {}
    body = {"model": model, "temperature": 0, "messages": [{"role": "user", "content": "{question}"}]}
    return Endpoint(f"{url.rstrip('/')}/chat/completions", body, {"answer": "choices.0.message.content"}, headers)
