"""Which encoder the settings mean: "auto", "trained", "static", "none", a folder, or a model on a hub."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from assistant.encoding.automatic_choice import TRAINED, automatic_name, one_name
from assistant.encoding.encoder import Encoder
from assistant.encoding.static.encoder import StaticEncoder, load_static
from assistant.encoding.static.folder import takes_terms
from assistant.encoding.transformer.folder import is_trained
from assistant.errors import EncoderError
from assistant.wording import say

BUNDLED = Path(__file__).resolve().parent / "bundled"

HUB_NAME = re.compile(r"\w[\w.-]*/\w[\w.-]*")
"""A model of a hub: "owner/model". A single word is none: a misspelt "bundled" must not reach for the network."""


def load_encoder(name: str) -> Encoder | None:
    """The encoder that `name` means; None for "none" (lexical search only).

    "static" ("bundled" in settings of earlier versions) and folders of static term models are read with numpy alone,
    "trained" and folders of its form by ONNX Runtime, "auto" is the better of the two that can run here; any other
    folder or name goes to sentence-transformers. A hub is contacted only for a name that is no local path. Raises
    `EncoderError`.
    """
    name = one_name(name)
    if name == "none":
        return None
    if name == "auto":
        name = automatic_name(None)
    if name == "static":
        return load_static(BUNDLED)
    if name == "trained":
        return _trained(TRAINED)
    folder = Path(name).expanduser()
    if folder.exists():
        if takes_terms(folder):
            return load_static(folder)
        if is_trained(folder):
            return _trained(folder)
    elif not HUB_NAME.fullmatch(name):
        raise EncoderError(
            say("encoders.load.no_folder", name=name),
            say("encoders.load.name_one"),
        )
    from assistant.encoding.sentence_model import load_sentence_model

    return load_sentence_model(name, folder if folder.exists() else None)


def _trained(folder: Path) -> Encoder:
    from assistant.encoding.transformer.encoder import load_trained

    return load_trained(folder)


def is_quick(encoder: Encoder | None) -> bool:
    """Whether passages are encoded where they are read: a static encoder takes 0.1 ms for one, a network 20."""
    return encoder is None or isinstance(encoder, StaticEncoder)


def reads_sentences(encoder: Encoder) -> bool:
    """Whether `encoder` is a network of the kind that comes with the program, to whose cosines the ranker was fitted;
    those of other networks lie on other scales."""
    return encoder.fingerprint.startswith("trained-")


def term_vectors(encoder: Encoder) -> StaticEncoder:
    """What gives single terms their vectors: `encoder` itself when it is static, else the bundled one."""
    return encoder if isinstance(encoder, StaticEncoder) else _bundled()


@lru_cache(maxsize=1)
def _bundled() -> StaticEncoder:
    return load_static(BUNDLED)
