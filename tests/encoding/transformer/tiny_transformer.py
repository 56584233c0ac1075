"""Tiny transformers with random weights: enough to compare two ways of running one network."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch

from assistant.encoding.transformer.model_text import prepare
from training.transformer.export import export_encoder, export_reranker
from training.transformer.model import config, read_sentence_model, scoring_model, write_sentence_model
from training.transformer.plan import Shape
from training.transformer.vocabulary import build_tokenizer, choose_vocabulary, count_words

SHAPE = Shape(layers=2, hidden=64, heads=2, intermediate=128, longest=48)
DIMENSION = 32

TEXTS = (
    "Kế hoạch chuyển đổi số năm 2026\nỦy ban nhân dân tỉnh giao Sở Khoa học và Công nghệ chủ trì, phối hợp với các sở.",
    "Nghị quyết về nước sạch nông thôn\nCác xã báo cáo kết quả trước ngày 15/4/2026.",
    "Số 1090/KH-UBND",
    "Hoà bình, thuỷ lợi và quý khách",
)


def tokenizer_text() -> str:
    return str(build_tokenizer(choose_vocabulary(count_words(prepare(t) for t in TEXTS * 2), 600)).to_str())


def make_models(folder: Path, int8: bool) -> tuple[Any, Any, Path, Path]:
    """A sentence-transformers encoder, a reranker, and the exported folders of both."""
    from transformers import BertModel

    torch.manual_seed(3)
    tokenizer = tokenizer_text()
    size = build_size(tokenizer)
    bert = BertModel(config(SHAPE, size), add_pooling_layer=False).eval()
    write_sentence_model(folder / "sentence", bert, tokenizer, SHAPE)
    sentence = read_sentence_model(folder / "sentence", "cpu")
    reranker = scoring_model(bert, 4).eval()
    export_encoder(
        read_sentence_model(folder / "sentence", "cpu"), tokenizer, DIMENSION, SHAPE.longest, folder / "e", int8
    )
    export_reranker(reranker, tokenizer, SHAPE.longest, folder / "r", int8)
    return sentence, reranker, folder / "e", folder / "r"


def build_size(tokenizer: str) -> int:
    from tokenizers import Tokenizer

    return int(Tokenizer.from_str(tokenizer).get_vocab_size())
