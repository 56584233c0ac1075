"""A network that was trained elsewhere for longer than this machine can, and its mean with the network as it came.

The mean of the weights of a fine-tuned network and its start keeps what the start knew of questions of other kinds
(Wortsman et al. 2022, "Robust fine-tuning of zero-shot models").
"""

from __future__ import annotations

import json
from pathlib import Path

import torch

from training.encoder.plan import Shape
from training.encoder.start.network import Network
from training.encoder.start.trim import trimmed_network

POSITIONS, KINDS = "embeddings.position_embeddings.weight", "embeddings.token_type_embeddings.weight"


def read_checkpoint(folder: Path) -> Network:
    """The network of a folder in the layout of transformers' `BertModel`; of its kinds of text the first alone counts.

    Raises `OSError`, `KeyError` or `RuntimeError` for a folder of another layout.
    """
    from safetensors.torch import load_file

    facts = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    state = {name: values.float() for name, values in load_file(folder / "model.safetensors").items()}
    shape = Shape(
        layers=facts["num_hidden_layers"], hidden=facts["hidden_size"], heads=facts["num_attention_heads"],
        inner=facts["intermediate_size"], positions=facts["max_position_embeddings"], epsilon=facts["layer_norm_eps"],
    )  # fmt: skip
    network = Network(shape, facts["vocab_size"])
    network.load_state_dict({name: state[name] for name in network.state_dict()} | {KINDS: state[KINDS][:1]})
    return network.eval()


def start_of(network: Network, pieces: list[str], whole: list[str]) -> Network:
    """Of the `network` with the pieces `whole`, the part with `pieces`, in their order. Raises `ValueError` for a piece
    that it does not know."""
    place = {piece: i for i, piece in enumerate(whole)}
    if lost := [piece for piece in pieces if piece not in place]:
        raise ValueError(f"pieces of another tokenizer: {lost[:5]}")
    return trimmed_network(network, [place[piece] for piece in pieces])


def mean_of(learned: Network, start: Network, share: float) -> Network:
    """`share` of what was learned, the rest as it came; the kind of text is folded into the positions of both."""
    states = [_folded(network.state_dict()) for network in (learned, start)]
    network = Network(learned.shape, learned.vocabulary)
    network.load_state_dict(
        {name: share * values + (1 - share) * states[1][name] for name, values in states[0].items()}
    )
    return network.eval()


def _folded(state: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    return state | {POSITIONS: state[POSITIONS] + state[KINDS][0], KINDS: torch.zeros_like(state[KINDS])}
