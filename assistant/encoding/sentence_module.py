"""The encoder that comes with the program as sentence-transformers loads it: the same graph, the same vectors.

`SentenceTransformer(folder, trust_remote_code=True)`: the library asks for that word wherever a folder names a class of
another package, as `modules.json` names this one.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Self

import torch
from sentence_transformers.base.modules import InputModule

from assistant.encoding.transformer.encoder import TrainedEncoder, load_trained


class TrainedModule(InputModule):
    """Texts with their prompt ("query: " or "passage: ") to unit vectors (n, d); one longer than the model reads is
    cut, where our `encode_passages` gives it several vectors."""

    def __init__(self, encoder: TrainedEncoder) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.encoder = encoder
        self.tokenizer = encoder.session.tokenizer

    @classmethod
    def load(cls, model_name_or_path: str, subfolder: str = "", *_: Any, **__: Any) -> Self:
        return cls(load_trained(Path(model_name_or_path, subfolder)))

    def preprocess(self, inputs: Sequence[Any], prompt: str | None = None, **kwargs: Any) -> dict[str, Any]:
        session = self.encoder.session
        form = session.folder.form
        read = session.tokens([(prompt or "") + form.prepare(text) for text in inputs])
        room = session.folder.longest - len(session.begin) - len(session.end)
        ids, mask = session.padded([[*session.begin, *row[:room], *session.end] for row in read])
        return {"input_ids": torch.from_numpy(ids), "attention_mask": torch.from_numpy(mask)}

    def forward(self, features: dict[str, Any], **_: Any) -> dict[str, Any]:
        given = {name: features[name].cpu().numpy() for name in ("input_ids", "attention_mask")}
        return features | {"sentence_embedding": torch.from_numpy(self.encoder.session.graph.run(None, given)[0])}

    def get_embedding_dimension(self) -> int:
        return self.encoder.dimension

    def save(self, output_path: str, *_: Any, **__: Any) -> None:
        raise NotImplementedError("the graph cannot be trained on; copy its folder")
