"""Any sentence-transformers model behind the `Encoder` seam; the only module that knows that library and torch."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from assistant.encoding.encoder import FloatArray, PassageVectors
from assistant.errors import EncoderError
from assistant.wording import say

FORMAT = 1
"""Version of how this module prepares text; part of the fingerprint, raised when vectors would change."""

SEGMENTED = re.compile(r"phobert|vietnamese-bi-encoder|simcse-vietnamese|vn-sbert|pyvi", re.IGNORECASE)
"""Models trained on segmented words ("chuyển_đổi số"): PhoBERT (doi 10.18653/v1/2020.findings-emnlp.92) and its kin."""

E5 = re.compile(r"(^|[/_-])e5([/_-]|$)", re.IGNORECASE)
"""E5 models were trained with "query: " and "passage: " (arXiv 2212.03533), which their files do not always say."""

PROMPT_NAMES = {"query": ("query",), "passage": ("passage", "document", "corpus")}


@dataclass(frozen=True, slots=True)
class SentenceModelEncoder:
    """`model` is a loaded `SentenceTransformer`. A text longer than the model reads is given several vectors."""

    model: Any
    fingerprint: str
    dimension: int
    segmented: bool
    query_prompt: str
    passage_prompt: str

    def encode_queries(self, texts: Sequence[str]) -> FloatArray:
        return self._encode([self._prepare(text) for text in texts], self.query_prompt)

    def encode_passages(self, texts: Sequence[str]) -> PassageVectors:
        pieces: list[str] = []
        owners: list[int] = []
        for owner, text in enumerate(texts):
            parts = self._fitting(self._prepare(text).split())
            pieces += parts
            owners += [owner] * len(parts)
        return PassageVectors(self._encode(pieces, self.passage_prompt), np.array(owners, dtype=np.int32))

    def _prepare(self, text: str) -> str:
        return _segment(text) if self.segmented else text

    def _fitting(self, words: list[str]) -> list[str]:
        """The words in as few halvings as the model's length asks for; what it would cut off is never lost."""
        text = " ".join(words)
        limit = self.model.max_seq_length
        if not limit or limit == float("inf") or len(words) < 2:
            return [text]
        if len(self.model.tokenizer(self.passage_prompt + text, truncation=False)["input_ids"]) <= limit:
            return [text]
        middle = len(words) // 2
        return self._fitting(words[:middle]) + self._fitting(words[middle:])

    def _encode(self, texts: list[str], prompt: str) -> FloatArray:
        out: FloatArray = np.zeros((len(texts), self.dimension), dtype=np.float32)
        filled = [i for i, text in enumerate(texts) if text.strip()]
        if filled:
            vectors = self.model.encode(
                [texts[i] for i in filled], prompt=prompt or None, normalize_embeddings=True, show_progress_bar=False
            )
            out[filled] = np.asarray(vectors, dtype=np.float32)
        return out


def load_sentence_model(name: str, folder: Path | None) -> SentenceModelEncoder:
    """Loads `folder`, touching no network, or the hub model `name` (from the cache when it is there).

    Raises `EncoderError` when the model cannot be loaded.
    """
    if folder is not None:
        os.environ["HF_HUB_OFFLINE"] = "1"
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    try:
        from sentence_transformers import SentenceTransformer

        if folder is not None:
            model = SentenceTransformer(str(folder), local_files_only=True)
        else:
            model = _from_cache_or_hub(SentenceTransformer, name)
        return _wrap(model, name)
    except EncoderError:
        raise
    except Exception as error:  # the libraries below raise what they like: each of it means "cannot be loaded"
        raise _cannot_load(name, folder, error) from error


def _from_cache_or_hub(build: Any, name: str) -> Any:
    try:
        return build(name, local_files_only=True)
    except (OSError, ValueError):
        return build(name)


def _wrap(model: Any, name: str) -> SentenceModelEncoder:
    model.eval()
    dimension = model.get_embedding_dimension()
    if not dimension:
        raise ValueError("no embedding dimension")
    segmented = bool(SEGMENTED.search(f"{name} {type(getattr(model, 'tokenizer', None)).__name__} {_base(model)}"))
    query, passage = (_prompt(model, name, side) for side in ("query", "passage"))
    fingerprint = _fingerprint(model, f"{FORMAT} {segmented} {query!r} {passage!r} {model.max_seq_length}")
    return SentenceModelEncoder(model, fingerprint, int(dimension), segmented, query, passage)


def _base(model: Any) -> str:
    """The name of the transformer a model was built on, where its configuration says it."""
    config = getattr(getattr(model[0], "auto_model", None), "config", None)
    return f"{getattr(config, '_name_or_path', '')} {getattr(config, 'tokenizer_class', '')}"


def _prompt(model: Any, name: str, side: str) -> str:
    for key in PROMPT_NAMES[side]:
        if prompt := model.prompts.get(key):
            return str(prompt)
    return f"{side}: " if E5.search(name) or E5.search(_base(model).strip()) else ""


def _fingerprint(model: Any, preparation: str) -> str:
    """A hash of every weight, of the tokenizer and of the preparation: the same wherever the model was loaded from."""
    digest = hashlib.sha256(preparation.encode())
    for key, tensor in sorted(model.state_dict().items()):
        digest.update(f"{key} {tuple(tensor.shape)} {tensor.dtype} ".encode())
        digest.update(tensor.detach().cpu().contiguous().view(-1).numpy().tobytes())
    digest.update(str(model).encode())
    tokenizer: Any = getattr(model, "tokenizer", None)
    tokenizer = getattr(tokenizer, "backend_tokenizer", tokenizer)
    if hasattr(tokenizer, "to_str"):
        digest.update(tokenizer.to_str().encode())
    elif hasattr(tokenizer, "get_vocab"):
        digest.update(repr(sorted(tokenizer.get_vocab().items())).encode())
    return f"sentence-{digest.hexdigest()[:24]}"


def _segment(text: str) -> str:
    """`text` with the syllables of each word joined by "_", as segmented models were trained."""
    from assistant.vietnamese.words.segment import segmenter

    return " ".join("_".join(text[word.start : word.end].split()) for word in segmenter().words(text))


def _cannot_load(name: str, folder: Path | None, error: Exception) -> EncoderError:
    if isinstance(error, ImportError):
        return EncoderError(
            say("encoders.load.library_missing", name=name, reason=error),
            say("encoders.load.make_setup"),
        )
    reason = str(error).strip().splitlines()[0][:200] if str(error).strip() else type(error).__name__
    if folder is not None:
        return EncoderError(
            say("encoders.load.folder_failed", folder=folder, reason=reason),
            say("encoders.load.check_folder"),
        )
    return EncoderError(
        say("encoders.load.name_failed", name=name, reason=reason),
        say("encoders.load.check_name"),
    )
