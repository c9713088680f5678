"""Write the reader's network as an ONNX graph, its matrices in 8 bits.

The graph is written by hand and not traced, because a tracer does not find onnxruntime's fused operators (bias with
GELU, product in 8 bits with its bias). Its fused attention is not used: products and a softmax take less time
(docs/answering.md). All rows of a run are of one length; there is no padding.
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
#: The products whose tokens differ most in size, see docs/answering.md; what "narrow" multiplies comes out of GELU.
PER_TOKEN = ("wide", "narrow")
#: Less than the size of any token in practice; keeps a token of zeros from being divided by zero.
SMALLEST = 1e-6
#: GELU is never less than -0.17 (Hendrycks and Gimpel 2016): behind it the largest number tells a token's size.
LEAST_GELU = 0.17
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
    for number in range(sum(name.endswith(".wide.bias") for name in weights)):
        hidden = _layer(graph, weights, f"layers.{number}", hidden, heads, exact)
    logits = graph.node("MatMul", hidden, graph.constant("head.weight", weights["head.weight"].T), name="head.product")
    graph.node("Add", logits, graph.constant("head.bias", weights["head.bias"]), name="logits")
    return declared(graph, [(name, TensorProto.INT64, []) for name in ("ids", "types")], "logits")


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
    mixed = _attention(graph, weights, at, hidden, heads, exact)
    added = _product(graph, f"{at}.attended", mixed, *_linear(weights, f"{at}.attended"), exact)
    hidden = _residual(graph, weights, f"{at}.attended", added, hidden)
    matrix, bias = _linear(weights, f"{at}.wide")
    widened = _product(graph, f"{at}.wide", hidden, matrix, None, exact)
    bias_of_gelu = graph.constant(f"{at}.wide.bias", bias)
    inner = graph.node("BiasGelu", widened, bias_of_gelu, name=f"{at}.gelu", domain=MICROSOFT)
    added = _product(graph, f"{at}.narrow", inner, *_linear(weights, f"{at}.narrow"), exact)
    return _residual(graph, weights, f"{at}.narrow", added, hidden)


def _attention(
    graph: Graph, weights: Mapping[str, Array], at: str, hidden: str, heads: int, exact: Collection[str]
) -> str:
    """What each token takes from all others, head by head; the root of a head's width is in the query's weights."""
    name = f"{at}.query_key_value"
    matrix, bias = (array.copy() for array in _linear(weights, name))
    width = matrix.shape[1] // 3
    root = np.float32(np.sqrt(width // heads))
    matrix[:, :width] /= root
    bias[:width] /= root
    projected = _product(graph, name, hidden, matrix, bias, exact)
    apart = graph.constant(f"{at}.apart", np.asarray([0, 0, 3, heads, width // heads], np.int64))
    graph.node("Reshape", projected, apart, name=f"{at}.heads")
    graph.node("Transpose", f"{at}.heads", name=f"{at}.by_head", perm=[2, 0, 3, 1, 4])
    graph.node("Split", f"{at}.by_head", name=f"{at}.qkv", outputs=3, axis=0)
    query, key, value = (f"{at}.qkv.{number}" for number in range(3))
    graph.node("FusedMatMul", query, key, name=f"{at}.alike", domain=MICROSOFT, transB=1)
    graph.node("Softmax", f"{at}.alike", name=f"{at}.shares", axis=-1)
    graph.node("MatMul", f"{at}.shares", value, name=f"{at}.taken")
    graph.node("Transpose", f"{at}.taken", name=f"{at}.by_token", perm=[1, 3, 0, 2, 4])
    together = graph.constant(f"{at}.together", np.asarray([0, 0, width], np.int64))
    return graph.node("Reshape", f"{at}.by_token", together, name=f"{at}.mixed")


def _residual(graph: Graph, weights: Mapping[str, Array], at: str, added: str, hidden: str) -> str:
    """Sum and normalisation, one by one: onnxruntime's fused operator takes a sixth of the whole run longer."""
    graph.node("Add", added, hidden, name=f"{at}.sum")
    scale_and_shift = _norm(graph, weights, f"{at}_norm")
    return graph.node("LayerNormalization", f"{at}.sum", *scale_and_shift, name=f"{at}.norm", epsilon=1e-12, axis=-1)


def _norm(graph: Graph, weights: Mapping[str, Array], at: str) -> tuple[str, str]:
    return tuple(graph.constant(f"{at}.{kind}", weights[f"{at}.{kind}"]) for kind in ("weight", "bias"))  # type: ignore[return-value]


def _linear(weights: Mapping[str, Array], at: str) -> tuple[Array, Array]:
    """A layer's matrix, as tokens are multiplied by it, and its bias."""
    return weights[f"{at}.weight"].T, weights[f"{at}.bias"]


def _product(graph: Graph, name: str, hidden: str, matrix: Array, bias: Array | None, exact: Collection[str]) -> str:
    """Multiply by a matrix, in 8 bits unless it is named as exact, and add a bias where there is one."""
    if name in exact or "*" in exact:
        graph.node("MatMul", hidden, graph.constant(f"{name}.matrix", matrix), name=name)
        return _plus(graph, name, bias)
    table, scale = quantized(matrix, axis=0)
    constants = [graph.constant(f"{name}.bytes", table), graph.constant(f"{name}.scale", scale.ravel())]
    if not name.endswith(PER_TOKEN):
        if bias is not None:
            constants += ["", graph.constant(f"{name}.bias", bias)]
        return graph.node("DynamicQuantizeMatMul", hidden, *constants, name=name, domain=MICROSOFT)
    size = _sizes(graph, name, hidden)
    graph.node("Reciprocal", size, name=f"{name}.shrink")
    graph.node("Mul", hidden, f"{name}.shrink", name=f"{name}.one_size")
    graph.node("DynamicQuantizeMatMul", f"{name}.one_size", *constants, name=f"{name}.product", domain=MICROSOFT)
    graph.node("Mul", f"{name}.product", size, name=name)
    return _plus(graph, name, bias)


def _plus(graph: Graph, name: str, bias: Array | None) -> str:
    if bias is None:
        return name
    return graph.node("Add", name, graph.constant(f"{name}.bias", bias), name=f"{name}.biased")


def _sizes(graph: Graph, name: str, hidden: str) -> str:
    """The largest of each token's numbers, sign aside; behind GELU a size that none of them exceeds."""
    least = SMALLEST
    if name.endswith("narrow"):
        least = LEAST_GELU
    else:
        hidden = graph.node("Abs", hidden, name=f"{name}.sizes")
    graph.node("ReduceMax", hidden, name=f"{name}.largest", axes=[-1], keepdims=1)
    smallest = graph.constant(f"{name}.smallest", np.asarray([least], np.float32))
    return graph.node("Max", f"{name}.largest", smallest, name=f"{name}.size")
