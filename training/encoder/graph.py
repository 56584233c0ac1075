"""The network as an ONNX graph in int8, written node by node: what no exporter and no quantiser writes.

Every product takes its rows in 8 bits with a scale of their own, so that a vector is that of its text alone and the few
tokens with values ten times the others' (the marks, mostly) cost the others nothing. A row is divided by its greatest
value before a product whose own scale is constant, and multiplied by it after: the fast kernels know one scale for all.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from training.encoder.start.network import Network

Floats = NDArray[np.float32]

OPSET, IR = 20, 9
"""The oldest with Gelu. 23 has Attention as one operator, but ONNX Runtime 1.23 and 1.24 know too little else of it."""
CONTRIB = "com.microsoft"
GREATEST = 127
LEAST_GELU = 0.17
"""GELU is nowhere below -.16998."""
GELU_ZERO = 32
"""Of 256 steps those below zero after GELU, where all that is negative lies within `LEAST_GELU`."""
SAFE = 128
"""255 (an activation) by 128 is what 16 bits hold: the sum of two neighbouring weights that no sum of theirs may pass.

Processors with AVX2 but without VNNI add pairs of products in 16 bits, and cut off what is more.
"""
HIDDEN_FROM_ATTENTION = 1e4


def graph_of(network: Network) -> onnx.ModelProto:
    """`input_ids` and `attention_mask` (n, t) int64 -> `out` (n, hidden) float32: unit vectors, pooling inside."""
    writer, shape = _Writer(network), network.shape
    x, shown, hidden = writer.embedded(), *writer.masks()
    for layer in range(shape.layers):
        x = writer.layer(x, hidden, f"encoder.layer.{layer}")
    pooled = writer.add("Squeeze", writer.add("MatMul", shown, x), writer.numbers(1))
    writer.nodes.append(helper.make_node("LpNormalization", [pooled], ["out"], axis=-1, p=2))
    inputs = [helper.make_tensor_value_info(n, TensorProto.INT64, ["n", "t"]) for n in ("input_ids", "attention_mask")]
    out = [helper.make_tensor_value_info("out", TensorProto.FLOAT, ["n", shape.hidden])]
    graph = helper.make_graph(writer.nodes, "encoder", inputs, out, writer.constants)
    versions = [helper.make_opsetid("", OPSET), helper.make_opsetid(CONTRIB, 1)]
    return helper.make_model(graph, opset_imports=versions, ir_version=IR, producer_name="training.encoder")


def in_eight_bits(weight: Floats) -> tuple[NDArray[np.int8], Floats]:
    """Weights (in, out) as int8, and the scale of each column (out,), by which no pair of products passes 16 bits.

    Of weights as they fall (few columns have both greatest values side by side) this costs half a bit, where
    `reduce_range` of ONNX Runtime costs a whole one.
    """
    pairs = np.pad(weight, ((0, len(weight) % 2), (0, 0))).reshape(-1, 2, weight.shape[1])
    sums = np.maximum(np.maximum(pairs, 0).sum(1).max(0), np.maximum(-pairs, 0).sum(1).max(0))
    # Each of the two may be rounded up by half a step: a step less for both.
    scale = np.maximum(np.abs(weight).max(0) / GREATEST, sums / (SAFE - 1)).astype(np.float32)
    scale[scale == 0] = 1
    return np.rint(weight / scale).astype(np.int8), scale


class _Writer:
    """Nodes and constants as they come; `add` and the methods after it return the name of what they made."""

    def __init__(self, network: Network) -> None:
        self.shape = network.shape
        self.weights: dict[str, Floats] = {name: p.float().numpy() for name, p in network.state_dict().items()}
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []
        self.unit, self.zero = self.constant(np.float32(1 / GREATEST)), self.constant(np.uint8(GREATEST + 1))
        steps = 255 - GELU_ZERO
        self.gelu_unit, self.gelu_zero = self.constant(np.float32(1 / steps)), self.constant(np.uint8(GELU_ZERO))
        self.least = self.constant(np.float32(LEAST_GELU * steps / GELU_ZERO))
        self.last, self.weight_zero = self.numbers(-1), self.constant(np.int8(0))

    def constant(self, value: Any) -> str:
        name = f"c{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.asarray(value), name))
        return name

    def numbers(self, *values: int) -> str:
        return self.constant(np.array(values, np.int64))

    def add(self, kind: str, *inputs: str, domain: str = "", **attributes: Any) -> str:
        name = f"v{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, inputs, [name], domain=domain, **attributes))
        return name

    def embedded(self) -> str:
        """Rows of the table of pieces, int8 with a scale each, and of the table of places."""
        table = self.weights["embeddings.word_embeddings.weight"]
        scales = np.abs(table).max(1, keepdims=True) / GREATEST
        scales[scales == 0] = 1
        rows = self.add("Gather", self.constant(np.rint(table / scales).astype(np.int8)), "input_ids")
        pieces = self.add(
            "Mul",
            self.add("Cast", rows, to=TensorProto.FLOAT),
            self.add("Gather", self.constant(scales), "input_ids"),
        )
        places = self.weights["embeddings.position_embeddings.weight"]
        places = places + self.weights["embeddings.token_type_embeddings.weight"][0]
        used = self.add("Slice", self.constant(places), self.numbers(0), self.tokens())
        return self.normal(self.add("Add", pieces, used), "embeddings")

    def tokens(self) -> str:
        return self.add("Shape", "input_ids", start=1, end=2)

    def masks(self) -> tuple[str, str]:
        """(n, 1, t): 1 for a token, 0 for padding; (n, 1, 1, t): what is added to the weights of attention."""
        shown = self.add("Unsqueeze", self.add("Cast", "attention_mask", to=TensorProto.FLOAT), self.numbers(1))
        less = self.add("Sub", shown, self.constant(np.float32(1)))
        added = self.add("Mul", less, self.constant(np.float32(HIDDEN_FROM_ATTENTION)))
        return shown, self.add("Unsqueeze", added, self.numbers(1))

    def layer(self, x: str, hidden: str, name: str) -> str:
        """Attention and inner layer, each added to what it was made from."""
        x = self.normal(self.add("Add", self.attended(x, hidden, name), x), f"{name}.attention.output")
        wide = f"{name}.intermediate.dense"
        grown = self.product(self.by_rows(x), self.matrix(wide), self.weights[f"{wide}.bias"])
        grown = self.add("Gelu", grown, approximate="tanh")
        narrow = f"{name}.output.dense"
        made = self.product(self.gelu_by_rows(grown), self.matrix(narrow), self.weights[f"{narrow}.bias"])
        return self.normal(self.add("Add", made, x), f"{name}.output")

    def attended(self, x: str, hidden: str, name: str) -> str:
        """Attention and the projection that follows.

        The biases of key and value need no node: the first adds the same to all weights of a row, which softmax does
        not see, the second is the same in every mean, and so a part of the bias of the projection. The root by which
        weights are divided is in the query.
        """
        inner, out = f"{name}.attention.self", self.matrix(f"{name}.attention.output.dense")
        rows, less = self.by_rows(x), np.float32((self.shape.hidden // self.shape.heads) ** -0.5)
        query = self.product(rows, self.matrix(f"{inner}.query") * less, self.weights[f"{inner}.query.bias"] * less)
        key, value = (self.product(rows, self.matrix(f"{inner}.{part}")) for part in ("key", "value"))
        weights = self.add("MatMul", self.heads(query, 0, 2, 1, 3), self.heads(key, 0, 2, 3, 1))
        weights = self.add("Softmax", self.add("Add", weights, hidden), axis=-1)
        mixed = self.add("MatMul", weights, self.heads(value, 0, 2, 1, 3))
        together = self.add("Transpose", mixed, perm=[0, 2, 1, 3])
        together = self.add("Reshape", together, self.numbers(0, 0, self.shape.hidden))
        bias = self.weights[f"{name}.attention.output.dense.bias"] + self.weights[f"{inner}.value.bias"] @ out
        return self.product(self.by_rows(together), out, bias)

    def heads(self, x: str, *order: int) -> str:
        """(n, t, hidden) parted into (n, t, heads, width of a head), in another order."""
        parted = self.add("Reshape", x, self.numbers(0, 0, self.shape.heads, -1))
        return self.add("Transpose", parted, perm=order)

    def matrix(self, name: str) -> Floats:
        """(in, out)."""
        return self.weights[f"{name}.weight"].T

    def normal(self, x: str, name: str) -> str:
        scale, bias = (self.constant(self.weights[f"{name}.LayerNorm.{part}"]) for part in ("weight", "bias"))
        return self.add("LayerNormalization", x, scale, bias, axis=-1, epsilon=self.shape.epsilon)

    def by_rows(self, x: str) -> tuple[str, str, str, str]:
        """Rows in 8 bits, their common scale and zero, and what each row must be multiplied by."""
        greatest = self.add("ReduceMax", self.add("Abs", x), self.last)
        return self.divided(x, self.add("Max", greatest, self.constant(np.float32(1e-9))), self.unit, self.zero)

    def gelu_by_rows(self, x: str) -> tuple[str, str, str, str]:
        """The same for what GELU gave: nearly all of the 256 steps are left to what is above zero."""
        greatest = self.add("Max", self.add("ReduceMax", x, self.last), self.least)
        return self.divided(x, greatest, self.gelu_unit, self.gelu_zero)

    def divided(self, x: str, by: str, unit: str, zero: str) -> tuple[str, str, str, str]:
        small = self.add("Mul", x, self.add("Reciprocal", by))
        return self.add("QuantizeLinear", small, unit, zero), unit, zero, by

    def product(self, rows: tuple[str, str, str, str], weight: Floats, bias: Floats | None = None) -> str:
        eight, unit, zero, by = rows
        weights, scale = (self.constant(part) for part in in_eight_bits(weight))
        inputs = (eight, weights, unit, scale, zero, self.weight_zero)
        found = self.add("Mul", self.add("MatMulIntegerToFloat", *inputs, domain=CONTRIB), by)
        return found if bias is None else self.add("Add", found, self.constant(bias))
