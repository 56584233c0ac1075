"""From the trained network to what others load: an ONNX graph in int8, a sentence-transformers folder in float32."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from training.encoder.graph import graph_of
from training.encoder.learning.contrast import PASSAGE, QUERY
from training.encoder.measuring.served import GRAPH, SETTINGS, TOKENIZER, open_served
from training.encoder.start.network import Network, encode

FORMAT = 2
"""Of `trained.json`: 1 is a graph over whole syllables with `[Q]` and `[D]`, 2 one over pieces with text prefixes."""
ALIKE = 60
"""Texts on which the float32 folder is compared: it is the same arithmetic, in the int8 one every text differs."""


def write_folder(network: Network, tokenizer: Path, folder: Path, longest: int) -> None:
    """The folder the program loads: graph, tokenizer, and what must be known of them."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / GRAPH).write_bytes(graph_of(network).SerializeToString())
    shutil.copy(tokenizer, folder / TOKENIZER)
    settings = {
        "format": FORMAT, "role": "encoder", "dimension": network.shape.hidden, "longest": longest,
        "query": QUERY, "passage": PASSAGE, "pad": "<pad>", "pooling": "inside: mean of the tokens, unit length",
        "sha256": hashlib.sha256((folder / GRAPH).read_bytes()).hexdigest(),
    }  # fmt: skip
    (folder / SETTINGS).write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")


def write_sentence_folder(network: Network, tokenizer: Path, folder: Path, longest: int) -> None:
    """A folder that `SentenceTransformer(...)` loads as it stands: the same vectors, in float32.

    Its prompts are named "query" and "passage".
    """
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.models import Normalize, Pooling, Transformer
    from transformers import PreTrainedTokenizerFast

    shutil.rmtree(folder, ignore_errors=True)
    base = folder.with_name(f"{folder.name}-base")
    bert = bert_of(network)
    bert.save_pretrained(base)
    PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_file=str(tokenizer), bos_token="<s>", eos_token="</s>", cls_token="<s>", sep_token="</s>",
        pad_token="<pad>", unk_token="<unk>", model_max_length=longest,
        model_input_names=["input_ids", "attention_mask"],
    ).save_pretrained(base)  # fmt: skip
    model = SentenceTransformer(
        modules=[Transformer(str(base), max_seq_length=longest), Pooling(network.shape.hidden), Normalize()],
        prompts={"query": QUERY, "passage": PASSAGE},
        device="cpu",
    )
    model.save(str(folder), create_model_card=False)
    shutil.rmtree(base)


def compare(network: Network, folder: Path, sentence: Path, texts: Sequence[str]) -> dict[str, float]:
    """The int8 folder against the network (cosines), the sentence-transformers folder (greatest difference), bytes."""
    from sentence_transformers import SentenceTransformer

    served = open_served(folder)
    prefixed = [f"{PASSAGE}{text}" for text in texts]
    wanted = encode(network, served.ids(prefixed))
    cosines = (served.encode(prefixed) * wanted).sum(1)
    model = SentenceTransformer(str(sentence), device="cpu")
    theirs = model.encode(list(texts[:ALIKE]), prompt_name="passage")
    return {
        "texts": len(texts), "least": round(float(cosines.min()), 5), "mean": round(float(cosines.mean()), 5),
        "sentence": float(np.abs(theirs - wanted[:ALIKE]).max()),
        "bytes": sum(f.stat().st_size for f in folder.iterdir()),
    }  # fmt: skip


def bert_of(network: Network) -> Any:
    """transformers' `BertModel` with the weights of `network`; the names are the same."""
    from transformers import BertConfig, BertModel

    shape = network.shape
    bert = BertModel(
        BertConfig(
            vocab_size=network.vocabulary, hidden_size=shape.hidden, num_hidden_layers=shape.layers,
            num_attention_heads=shape.heads, intermediate_size=shape.inner, max_position_embeddings=shape.positions,
            type_vocab_size=1, layer_norm_eps=shape.epsilon, pad_token_id=1,
        ),
        add_pooling_layer=False,
    )  # fmt: skip
    bert.load_state_dict({name: p.float() for name, p in network.state_dict().items()}, strict=False)
    return bert.eval()  # type: ignore[no-untyped-call]
