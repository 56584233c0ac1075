"""The two networks, as stock classes: a sentence-transformers encoder and a BERT with one score."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import torch

from assistant.encoding.transformer.model_text import PASSAGE, QUESTION
from training.transformer.plan import Shape
from training.transformer.vocabulary import PAD, SPECIAL


def config(shape: Shape, vocabulary: int) -> Any:
    from transformers import BertConfig

    return BertConfig(
        vocab_size=vocabulary,
        hidden_size=shape.hidden,
        num_hidden_layers=shape.layers,
        num_attention_heads=shape.heads,
        intermediate_size=shape.intermediate,
        max_position_embeddings=shape.longest + 2,
        pad_token_id=PAD,
        hidden_dropout_prob=0.1,
        attention_probs_dropout_prob=0.0,
    )


def masked_model(shape: Shape, vocabulary: int, seed: int) -> Any:
    """A new `BertForMaskedLM`, its weights from `seed`."""
    from transformers import BertForMaskedLM

    torch.manual_seed(seed)
    return BertForMaskedLM(config(shape, vocabulary))


def write_sentence_model(folder: Path, bert: Any, tokenizer: str, shape: Shape) -> None:
    """The folder of a sentence-transformers model: `bert`, the mean of its tokens, unit length; prompts set."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.models import Normalize, Pooling, Transformer

    parts = folder / "parts"
    parts.mkdir(parents=True, exist_ok=True)
    bert.save_pretrained(parts)
    write_tokenizer(parts, tokenizer, shape.longest)
    transformer = Transformer(str(parts), max_seq_length=shape.longest)
    pooling = Pooling(shape.hidden, pooling_mode="mean")
    model = SentenceTransformer(
        modules=[transformer, pooling, Normalize()],
        prompts={"query": f"{QUESTION} ", "document": f"{PASSAGE} "},
        device="cpu",
    )
    model.save(str(folder), create_model_card=False)


def write_tokenizer(folder: Path, tokenizer: str, longest: int) -> None:
    """`tokenizer.json` and the settings that `AutoTokenizer` wants beside it."""
    (folder / "tokenizer.json").write_text(tokenizer, encoding="utf-8")
    settings = {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "model_max_length": longest,
        "pad_token": SPECIAL[PAD],
        "unk_token": SPECIAL[4],
        "mask_token": SPECIAL[5],
        "sep_token": SPECIAL[0],
        "model_input_names": ["input_ids", "attention_mask"],
    }
    (folder / "tokenizer_config.json").write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")


def read_sentence_model(folder: Path, device: str) -> Any:
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(str(folder), local_files_only=True, device=device)


def scoring_model(bert: Any, seed: int) -> Any:
    """A `BertForSequenceClassification` with one score, begun from the layers of `bert`."""
    from transformers import BertForSequenceClassification

    torch.manual_seed(seed)
    kept = {key: value for key, value in bert.config.to_dict().items() if key not in ("id2label", "label2id")}
    settings = type(bert.config)(**kept, num_labels=1)
    model = BertForSequenceClassification(settings)
    model.bert.load_state_dict(bert.state_dict(), strict=False)  # the pooler is new
    return model
