"""Which encoder the settings mean: "bundled", "none", a folder, or the name of a model on a hub."""

from __future__ import annotations

import re
from pathlib import Path

from assistant.encoding.encoder import Encoder
from assistant.encoding.model_folder import takes_terms
from assistant.encoding.static import load_static
from assistant.errors import EncoderError

BUNDLED = Path(__file__).resolve().parent / "bundled"

HUB_NAME = re.compile(r"\w[\w.-]*/\w[\w.-]*")
"""A model of a hub: "owner/model". A single word is none: a misspelt "bundled" must not reach for the network."""


def load_encoder(name: str) -> Encoder | None:
    """The encoder that `name` means; None for "none" (lexical search only).

    "bundled" and folders of static term models are read with numpy alone; any other folder or name goes to
    sentence-transformers. A hub is contacted only for a name that is no local path. Raises `EncoderError`.
    """
    name = name.strip()
    if name == "none":
        return None
    if name == "bundled":
        return load_static(BUNDLED)
    folder = Path(name).expanduser()
    if folder.exists():
        if takes_terms(folder):
            return load_static(folder)
    elif not HUB_NAME.fullmatch(name):
        raise EncoderError(
            f"Không tìm thấy thư mục mô hình mã hóa “{name}”.",
            "Hãy ghi đường dẫn của một thư mục có thật hoặc tên mô hình dạng “chủ/mô-hình”, "
            'hoặc đặt encoder = "bundled" trong tệp tracuu.toml để dùng bộ mã hóa đi kèm.',
        )
    from assistant.encoding.sentence_model import load_sentence_model

    return load_sentence_model(name, folder if folder.exists() else None)
