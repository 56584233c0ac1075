"""Which of the two encoders that come with the program "auto" means: what made the index, else the network."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from assistant.encoding.transformer.folder import is_trained, read_trained

TRAINED = Path(__file__).resolve().parent / "trained" / "encoder"

STATIC = ("static", "bundled")
"""The name of the encoder of term vectors, and its name in settings of earlier versions."""

_RUNTIME = ("onnxruntime", "tokenizers")


def one_name(name: str) -> str:
    """`name` without blanks around it, in its present form."""
    name = name.strip()
    return STATIC[0] if name in STATIC else name


def automatic_name(fingerprint: str | None, trained: Path = TRAINED) -> str:
    """What "auto" stands for, as a name for `load_encoder`. `fingerprint`: of the encoder of the index there is.

    An index keeps the encoder it was made by, so that one of an earlier version is searched as it is. A new one gets
    the network wherever it can run, on a slow machine too: it finds more, the vectors come behind the terms, and the
    same documents give the same answers everywhere. Raises `EncoderError` for a broken folder.
    """
    if not is_trained(trained):
        return "static"
    if fingerprint is not None:
        return "trained" if read_trained(trained, "encoder").fingerprint == fingerprint else "static"
    return "trained" if all(find_spec(name) for name in _RUNTIME) else "static"
