"""Embedders of a few numbers, in folders as published ones are."""

import json
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper, numpy_helper
from safetensors.numpy import load_file, save_file
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace

WORDS = ["[PAD]", "[UNK]", "the", "parcel", "comes", "late", "money", "back", "is", "blue"]
WIDTH, HEADS, INNER, PLACES = 8, 2, 16, 12


def _write(folder: Path, name: str, content: object) -> None:
    (folder / name).write_text(json.dumps(content), "utf-8")


def tokenizer(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    made = Tokenizer(WordLevel({word: number for number, word in enumerate(WORDS)}, unk_token="[UNK]"))
    made.pre_tokenizer = Whitespace()
    made.save(str(folder / "tokenizer.json"))
    return folder


def bert(folder: Path, layers: int = 2) -> Path:
    """A BERT in safetensors with weights by chance."""
    tokenizer(folder)
    chance = np.random.default_rng(3)

    def weight(*shape: int) -> npt.NDArray[np.float32]:
        return (chance.standard_normal(shape) * 0.5).astype(np.float32)

    def linear(name: str, out: int, into: int) -> dict[str, npt.NDArray[np.float32]]:
        return {f"{name}.weight": weight(out, into), f"{name}.bias": weight(out) / 9}

    def norm(name: str) -> dict[str, npt.NDArray[np.float32]]:
        return {f"{name}.weight": 1 + weight(WIDTH) / 9, f"{name}.bias": weight(WIDTH) / 9}

    weights = {
        "embeddings.word_embeddings.weight": weight(len(WORDS), WIDTH),
        "embeddings.position_embeddings.weight": weight(PLACES, WIDTH),
        "embeddings.token_type_embeddings.weight": weight(2, WIDTH),
        **norm("embeddings.LayerNorm"),
    }
    for number in range(layers):
        at = f"encoder.layer.{number}."
        for part in ("query", "key", "value"):
            weights |= linear(f"{at}attention.self.{part}", WIDTH, WIDTH)
        weights |= linear(f"{at}attention.output.dense", WIDTH, WIDTH) | norm(f"{at}attention.output.LayerNorm")
        weights |= linear(f"{at}intermediate.dense", INNER, WIDTH) | linear(f"{at}output.dense", WIDTH, INNER)
        weights |= norm(f"{at}output.LayerNorm")
    save_file(weights, folder / "model.safetensors")
    _write(folder, "config.json", {
        "model_type": "bert", "hidden_act": "gelu", "num_attention_heads": HEADS, "num_hidden_layers": layers,
        "layer_norm_eps": 1e-12, "max_position_embeddings": PLACES,
    })  # fmt: skip
    return folder


def as_onnx(source: Path, folder: Path, more: tuple[str, ...] = ()) -> Path:
    """The same BERT as a graph of standard operators; it wants `more` than a text, where given."""
    tokenizer(folder)
    weights = load_file(source / "model.safetensors")
    config = json.loads((source / "config.json").read_text("utf-8"))
    nodes, constants = [], dict(weights)
    constants |= {"scale": np.float32(np.sqrt(WIDTH // HEADS)), "heads": np.array([0, 0, HEADS, WIDTH // HEADS]),
                  "joined": np.array([0, 0, WIDTH]), "zero": np.array(0), "one": np.array(1),
                  "shown": np.float32(1), "far": np.float32(1e9), "middle": np.array([1, 2])}  # fmt: skip

    def node(kind: str, inputs: list[str], out: str, **given: object) -> str:
        nodes.append(helper.make_node(kind, inputs, [out], **given))
        return out

    def linear(x: str, name: str) -> str:
        turned = node("Transpose", [f"{name}.weight"], f"{name}.turned", perm=[1, 0])
        return node("Add", [node("MatMul", [x, turned], f"{name}.times"), f"{name}.bias"], f"{name}.out")

    def norm(x: str, name: str) -> str:
        return node("LayerNormalization", [x, f"{name}.weight", f"{name}.bias"], f"{name}.out", axis=-1, epsilon=1e-12)

    def split(x: str, perm: list[int]) -> str:
        return node("Transpose", [node("Reshape", [x, "heads"], f"{x}.heads")], f"{x}.split", perm=perm)

    mask = node("Cast", ["attention_mask"], "mask", to=TensorProto.FLOAT)
    hidden = node("Mul", [node("Sub", [mask, "shown"], "missing"), "far"], "hidden.flat")
    hidden = node("Unsqueeze", [hidden, "middle"], "hidden")
    words = node("Gather", ["embeddings.word_embeddings.weight", "input_ids"], "words")
    length = node("Gather", [node("Shape", ["input_ids"], "shape"), "one"], "length")
    numbers = node("Range", ["zero", length, "one"], "numbers")
    placed = node("Gather", ["embeddings.position_embeddings.weight", numbers], "placed")
    typed = node("Gather", ["embeddings.token_type_embeddings.weight", "token_type_ids"], "typed")
    x = norm(node("Add", [node("Add", [words, placed], "a"), typed], "b"), "embeddings.LayerNorm")
    for number in range(config["num_hidden_layers"]):
        at = f"encoder.layer.{number}."
        query, key, value = (linear(x, f"{at}attention.self.{part}") for part in ("query", "key", "value"))
        scores = node("MatMul", [split(query, [0, 2, 1, 3]), split(key, [0, 2, 3, 1])], f"{at}scores")
        masked = node("Add", [node("Div", [scores, "scale"], f"{at}scaled"), hidden], f"{at}masked")
        chances = node("Softmax", [masked], f"{at}chances", axis=-1)
        seen = node("MatMul", [chances, split(value, [0, 2, 1, 3])], f"{at}seen")
        seen = node("Transpose", [seen], f"{at}seen.back", perm=[0, 2, 1, 3])
        attended = linear(node("Reshape", [seen, "joined"], f"{at}joined"), f"{at}attention.output.dense")
        x = norm(node("Add", [x, attended], f"{at}c"), f"{at}attention.output.LayerNorm")
        inner = node("Gelu", [linear(x, f"{at}intermediate.dense")], f"{at}gelu")
        x = norm(node("Add", [x, linear(inner, f"{at}output.dense")], f"{at}d"), f"{at}output.LayerNorm")
    graph = helper.make_graph(
        nodes, "bert",
        [helper.make_tensor_value_info(name, TensorProto.INT64, ["texts", "tokens"])
         for name in ("input_ids", "attention_mask", "token_type_ids", *more)],
        [helper.make_tensor_value_info(x, TensorProto.FLOAT, ["texts", "tokens", WIDTH])],
        [numpy_helper.from_array(np.asarray(array), name) for name, array in constants.items()],
    )  # fmt: skip
    opset = [helper.make_opsetid("", 20)]
    onnx.save(helper.make_model(graph, opset_imports=opset, ir_version=10), folder / "model.onnx")
    _write(folder, "config.json", {"model_type": "bert", "max_position_embeddings": PLACES})
    return folder


def static(folder: Path) -> Path:
    """A model of model2vec."""
    from model2vec import StaticModel

    tokenizer(folder)
    vectors = np.random.default_rng(5).standard_normal((len(WORDS), WIDTH)).astype(np.float32)
    StaticModel(vectors, Tokenizer.from_file(str(folder / "tokenizer.json"))).save_pretrained(folder)
    return folder
