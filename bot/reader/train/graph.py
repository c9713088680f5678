"""Write the reader's network as an ONNX graph, its matrices in 8 bits.

The graph is written by hand and not traced, because onnxruntime's fused operators (attention, bias with GELU, quantised
product) halve the time of a forward pass and a tracer does not find them.
Weights are 8-bit integers with one scale per output column, words with one scale per word; which products run in
8 bits is chosen by name. The operator that multiplies in 8 bits rounds with one scale for all tokens of a run; where
a few tokens are much larger than the others, each token is therefore brought to one size before the product and back
behind it, as if it had a scale of its own (Yao et al. 2022). Refuses to read files or to train.
"""

from collections.abc import Collection, Mapping, Sequence

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from bot.reader.encoding import ROW_LIMIT

Array = NDArray[np.float32]
OPSET, MICROSOFT = 17, "com.microsoft"
#: The operators above exist since this version of the ONNX file format; onnxruntime 1.16 and later read it.
IR_VERSION = 8
#: The products whose tokens differ most in size; see docs/answering.md.
PER_TOKEN = ("wide", "narrow")
#: Less than the size of any token in practice; keeps a token of zeros from being divided by zero.
SMALLEST = 1e-6
#: Rows of the position table that are shipped: no row of the model is longer.
POSITIONS = ROW_LIMIT


class Graph:
    """Collects nodes and constants under one naming scheme."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, name: str, value: NDArray) -> str:  # type: ignore[type-arg]
        """Store an array and return its name."""
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def node(self, kind: str, *inputs: str, name: str, outputs: int = 1, domain: str = "", **attributes: object) -> str:
        """Add an operator; its output is called ``name`` (``name.0``, ``name.1``, … for several)."""
        names = [name] if outputs == 1 else [f"{name}.{number}" for number in range(outputs)]
        self.nodes.append(helper.make_node(kind, list(inputs), names, name=name, domain=domain, **attributes))
        return name


def model(weights: Mapping[str, Array], *, heads: int, exact: Collection[str] = ()) -> onnx.ModelProto:
    """Build the model from a network's arrays.

    ``exact`` names products to keep in 32 bits, such as ``layers.5.narrow``; ``"*"`` keeps all, words included.
    """
    graph = Graph()
    hidden = _embeddings(graph, weights, in_bytes="*" not in exact)
    graph.node("Cast", "mask", name="mask_int", to=TensorProto.INT32)
    for number in range(sum(name.endswith(".wide.bias") for name in weights)):
        hidden = _layer(graph, weights, f"layers.{number}", hidden, heads, exact)
    logits = graph.node("MatMul", hidden, graph.constant("head.weight", weights["head.weight"].T), name="head.product")
    graph.node("Add", logits, graph.constant("head.bias", weights["head.bias"]), name="logits")
    inputs = {"ids": TensorProto.INT64, "types": TensorProto.INT64, "mask": TensorProto.FLOAT}
    return declared(graph, [(name, kind, []) for name, kind in inputs.items()], "logits")


def declared(graph: Graph, inputs: Sequence[tuple[str, int, list[int]]], output: str) -> onnx.ModelProto:
    """Close a graph: inputs by name, kind and the dimensions that follow batch and length, and one output."""
    free: list[str | int] = ["batch", "length"]
    made = helper.make_graph(
        graph.nodes,
        "reader",
        [helper.make_tensor_value_info(name, kind, [*free, *shape]) for name, kind, shape in inputs],
        [helper.make_tensor_value_info(output, TensorProto.FLOAT, [*free, None])],
        graph.constants,
    )
    opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(MICROSOFT, 1)]
    return helper.make_model(made, opset_imports=opsets, ir_version=IR_VERSION, producer_name="onrecord")


def quantized(matrix: Array, axis: int) -> tuple[NDArray[np.int8], Array]:
    """Round a matrix to signed bytes with one scale for each index of the other axis."""
    scale = np.maximum(np.abs(matrix).max(axis=axis, keepdims=True) / 127, 1e-12).astype(np.float32)
    return np.round(matrix / scale).astype(np.int8), scale


def _embeddings(graph: Graph, weights: Mapping[str, Array], *, in_bytes: bool) -> str:
    words = weights["embeddings.word_embeddings.weight"]
    if in_bytes:
        table, scale = quantized(words, axis=1)
        graph.node("Gather", graph.constant("words", table), "ids", name="words.bytes")
        graph.node("Cast", "words.bytes", name="words.float", to=TensorProto.FLOAT)
        graph.node("Gather", graph.constant("words.scale", scale), "ids", name="words.scales")
        graph.node("Mul", "words.float", "words.scales", name="words.found")
    else:
        graph.node("Gather", graph.constant("words", words), "ids", name="words.found")
    positions = graph.constant("positions", weights["embeddings.position_embeddings.weight"][:POSITIONS])
    graph.node("Shape", "ids", name="length", start=1, end=2)
    zero, axis = graph.constant("zero", np.zeros(1, np.int64)), graph.constant("axis", np.zeros(1, np.int64))
    graph.node("Slice", positions, zero, "length", axis, name="positions.found")
    types = graph.constant("types.table", weights["embeddings.token_type_embeddings.weight"])
    graph.node("Gather", types, "types", name="types.found")
    graph.node("Add", "words.found", "types.found", name="embedded.types")
    graph.node("Add", "embedded.types", "positions.found", name="embedded")
    scale_and_shift = _norm(graph, weights, "embeddings.LayerNorm")
    return graph.node("LayerNormalization", "embedded", *scale_and_shift, name="embedded.norm", epsilon=1e-12, axis=-1)


def _layer(graph: Graph, weights: Mapping[str, Array], at: str, hidden: str, heads: int, exact: Collection[str]) -> str:
    graph_bias = graph.constant(f"{at}.qkv.bias", weights[f"{at}.query_key_value.bias"])
    _product(graph, weights, f"{at}.query_key_value", hidden, exact)
    graph.node("Split", f"{at}.query_key_value", name=f"{at}.qkv", outputs=3, axis=-1)
    parts = [f"{at}.qkv.{number}" for number in range(3)]
    mixed = graph.node(
        *("MultiHeadAttention", *parts, graph_bias, "mask_int"), name=f"{at}.mixed", domain=MICROSOFT, num_heads=heads
    )
    _product(graph, weights, f"{at}.attended", mixed, exact)
    hidden = _residual(graph, weights, f"{at}.attended", hidden)
    _product(graph, weights, f"{at}.wide", hidden, exact)
    bias = graph.constant(f"{at}.wide.bias", weights[f"{at}.wide.bias"])
    inner = graph.node("BiasGelu", f"{at}.wide", bias, name=f"{at}.gelu", domain=MICROSOFT)
    _product(graph, weights, f"{at}.narrow", inner, exact)
    return _residual(graph, weights, f"{at}.narrow", hidden)


def _residual(graph: Graph, weights: Mapping[str, Array], at: str, hidden: str) -> str:
    """Sum, bias and normalisation, one by one: onnxruntime's fused operator takes a sixth of the whole run longer."""
    graph.node("Add", at, graph.constant(f"{at}.bias", weights[f"{at}.bias"]), name=f"{at}.biased")
    graph.node("Add", f"{at}.biased", hidden, name=f"{at}.sum")
    return graph.node(
        "LayerNormalization",
        f"{at}.sum",
        *_norm(graph, weights, f"{at}_norm"),
        name=f"{at}.norm",
        epsilon=1e-12,
        axis=-1,
    )


def _norm(graph: Graph, weights: Mapping[str, Array], at: str) -> tuple[str, str]:
    return tuple(graph.constant(f"{at}.{kind}", weights[f"{at}.{kind}"]) for kind in ("weight", "bias"))  # type: ignore[return-value]


def _product(graph: Graph, weights: Mapping[str, Array], at: str, hidden: str, exact: Collection[str]) -> str:
    """Multiply by a weight matrix, in 8 bits unless it is named as exact; the bias is added by the next operator."""
    matrix = weights[f"{at}.weight"].T
    if at in exact or "*" in exact:
        return graph.node("MatMul", hidden, graph.constant(f"{at}.matrix", matrix), name=at)
    table, scale = quantized(matrix, axis=0)
    constants = graph.constant(f"{at}.bytes", table), graph.constant(f"{at}.scale", scale.ravel())
    if not at.endswith(PER_TOKEN):
        return graph.node("DynamicQuantizeMatMul", hidden, *constants, name=at, domain=MICROSOFT)
    graph.node("Abs", hidden, name=f"{at}.sizes")
    graph.node("ReduceMax", f"{at}.sizes", name=f"{at}.largest", axes=[-1], keepdims=1)
    smallest = graph.constant(f"{at}.smallest", np.asarray([SMALLEST], np.float32))
    size = graph.node("Max", f"{at}.largest", smallest, name=f"{at}.size")
    graph.node("Div", hidden, size, name=f"{at}.one_size")
    graph.node("DynamicQuantizeMatMul", f"{at}.one_size", *constants, name=f"{at}.product", domain=MICROSOFT)
    return graph.node("Mul", f"{at}.product", size, name=at)
