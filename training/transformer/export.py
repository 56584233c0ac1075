"""From PyTorch to what the program runs: one ONNX graph a model, int8 weights, the tokenizer and a card of facts."""

from __future__ import annotations

import hashlib
import json
import warnings
from pathlib import Path
from typing import Any

import torch

from assistant.encoding.transformer.folder import FORMAT, GRAPH, SETTINGS, TOKENIZER

OPSET = 17


class _Vectors(torch.nn.Module):
    """Token ids to the unit vector that is the mean of the last layer's tokens, cut to `dimension`."""

    def __init__(self, bert: Any, dimension: int) -> None:
        super().__init__()
        self.bert, self.dimension = bert, dimension

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        hidden = self.bert(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        mask = attention_mask.unsqueeze(-1).to(hidden.dtype)
        mean = (hidden * mask).sum(1) / mask.sum(1).clamp(min=1e-9)
        return torch.nn.functional.normalize(mean[:, : self.dimension], dim=-1)


class _Scores(torch.nn.Module):
    def __init__(self, model: Any) -> None:
        super().__init__()
        self.model = model

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        logits: torch.Tensor = self.model(input_ids=input_ids, attention_mask=attention_mask).logits
        return logits.reshape(-1)


def export_encoder(model: Any, tokenizer: str, dimension: int, longest: int, folder: Path, int8: bool = True) -> None:
    """Writes the folder of a trained encoder from a sentence-transformers model (mean pooling, unit length)."""
    bert = model[0].auto_model.cpu().float().eval()
    _write(folder, _Vectors(bert, dimension).eval(), tokenizer, "encoder", dimension, longest, int8)


def export_reranker(model: Any, tokenizer: str, longest: int, folder: Path, int8: bool = True) -> None:
    """Writes the folder of a trained reranker from a `BertForSequenceClassification` of one score."""
    _write(folder, _Scores(model.cpu().float()).eval(), tokenizer, "reranker", 1, longest, int8)


def _write(
    folder: Path, module: torch.nn.Module, tokenizer: str, role: str, dimension: int, longest: int, int8: bool
) -> None:
    from onnxruntime.quantization import QuantType, quantize_dynamic

    folder.mkdir(parents=True, exist_ok=True)
    full = folder / "full.onnx"
    _set_attention(module)
    ids = torch.randint(6, 100, (2, 12))
    axes = {"input_ids": {0: "n", 1: "t"}, "attention_mask": {0: "n", 1: "t"}, "out": {0: "n"}}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            module, (ids, torch.ones_like(ids)), str(full), input_names=["input_ids", "attention_mask"],
            output_names=["out"], dynamic_axes=axes, opset_version=OPSET, dynamo=False,
        )  # fmt: skip
    if int8:
        # Embeddings too: they are half of the bytes. One scale a column of weights keeps what a single one would lose.
        quantize_dynamic(
            full,
            folder / GRAPH,
            weight_type=QuantType.QInt8,
            per_channel=True,
            op_types_to_quantize=["MatMul", "Gather"],
        )
        full.unlink()
    else:
        full.rename(folder / GRAPH)
    (folder / TOKENIZER).write_text(tokenizer, encoding="utf-8")
    digest = hashlib.sha256((folder / GRAPH).read_bytes()).hexdigest()
    settings = {"format": FORMAT, "role": role, "dimension": dimension, "longest": longest, "sha256": digest}
    (folder / SETTINGS).write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")


def _set_attention(module: torch.nn.Module) -> None:
    """Plain attention: the fused kernel does not become ONNX operators that a CPU runs in int8."""
    for part in module.modules():
        if hasattr(part, "config") and hasattr(part.config, "_attn_implementation"):
            part.config._attn_implementation = "eager"
