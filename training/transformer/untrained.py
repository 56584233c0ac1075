"""Networks of the planned shape with random weights: what they cost can be measured before they are trained."""

from __future__ import annotations

from pathlib import Path

import torch

from assistant.encoding.transformer.model_text import prepare
from eval.pace import QUESTION, passages
from training.transformer.export import export_encoder, export_reranker
from training.transformer.model import config, read_sentence_model, scoring_model, write_sentence_model
from training.transformer.plan import FULL, Plan
from training.transformer.vocabulary import build_tokenizer, choose_vocabulary, count_words


def write_untrained(folder: Path, plan: Plan = FULL) -> tuple[Path, Path]:
    """Writes the folders of an encoder and a reranker; the tokenizer knows the words they are measured with."""
    from transformers import BertModel

    torch.manual_seed(plan.seed)
    known = choose_vocabulary(count_words(prepare(text) for text in [QUESTION, *passages(4)]), plan.vocabulary)
    filled = [*known, *(f"[unused{i}]" for i in range(plan.vocabulary - len(known)))]
    tokenizer = str(build_tokenizer(filled).to_str())
    bert = BertModel(config(plan.shape, plan.vocabulary), add_pooling_layer=False)
    write_sentence_model(folder / "sentence", bert, tokenizer, plan.shape)
    longest = plan.shape.longest
    encoder = read_sentence_model(folder / "sentence", "cpu")
    export_encoder(encoder, tokenizer, plan.shipped_dimension, longest, folder / "encoder")
    export_reranker(scoring_model(bert, plan.seed), tokenizer, longest, folder / "reranker")
    return folder / "encoder", folder / "reranker"
