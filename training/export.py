"""Checkpoint to shipped files: ``python training/export.py CHECKPOINT --encoder DIR --out src/tocsin/data/model``.

Writes reader.onnx (int8 weights, dynamic quantisation), heads.npz (the two biaffine tensors that numpy applies to
chosen arcs and triggers, float16), labels.json and tokenizer.json.
"""

from __future__ import annotations

import argparse
import json
import math
import shutil
import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from transformers import AutoModel

from closer import Closer
from network import KEPT, Reader

INPUTS = ["ids", "mask", "shapes", "first", "last"]
TOKEN = ["upos", "xpos", "lemma", "start", "ner"]
OUTPUTS = [
    *TOKEN, "arc", "label_dep", "label_head",
    "event", "mode", "status", "context", "inner", "sector", "kind", "link_trigger", "link_word", "lower",
]  # fmt: skip


class Exported(nn.Module):
    """The reader's forward pass written out plainly, so that it exports with free batch, piece and word axes."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def attention(self, layer: nn.Module, x: Tensor, bias: Tensor) -> Tensor:
        inner = layer.attention.self
        heads, width = inner.num_attention_heads, inner.attention_head_size

        def split(y: Tensor) -> Tensor:
            return y.reshape(y.shape[0], y.shape[1], heads, width).transpose(1, 2)

        q, k, v = split(inner.query(x)), split(inner.key(x)), split(inner.value(x))
        weights = torch.softmax(q @ k.transpose(2, 3) / math.sqrt(width) + bias, -1)
        mixed = (weights @ v).transpose(1, 2).reshape(x.shape[0], x.shape[1], heads * width)
        out = layer.attention.output
        return out.LayerNorm(out.dense(mixed) + x)

    def forward(self, ids: Tensor, mask: Tensor, shapes: Tensor, first: Tensor, last: Tensor) -> tuple[Tensor, ...]:
        r, e = self.reader, self.reader.encoder.embeddings
        positions = torch.arange(ids.shape[1], device=ids.device).unsqueeze(0)
        x = (
            e.word_embeddings(ids)
            + r.shape(shapes)
            + e.position_embeddings(positions)
            + e.token_type_embeddings.weight[0]
        )
        x = e.LayerNorm(x)
        bias = (1.0 - mask.float())[:, None, None, :] * -1e4
        layers = []
        for layer in r.encoder.encoder.layer:
            x = self.attention(layer, x, bias)
            x = layer.output.LayerNorm(
                layer.output.dense(layer.intermediate.intermediate_act_fn(layer.intermediate.dense(x))) + x
            )
            layers.append(x)

        def words(mixed: Tensor) -> Tensor:
            wide = mixed.shape[-1]
            a = torch.gather(mixed, 1, first.unsqueeze(-1).expand(-1, -1, wide))
            return (a + torch.gather(mixed, 1, last.unsqueeze(-1).expand(-1, -1, wide))) * 0.5

        s, v = words(r.syntax_mix(layers)), words(r.event_mix(layers))
        out = {k: head(s) for k, head in r.token.items()}
        dep, head = r.arc_dep(s), r.arc_head(s)
        w = r.arc.weight[0]
        out["arc"] = (dep @ w[:-1, :-1] + w[-1, :-1]) @ head.transpose(1, 2) + (dep @ w[:-1, -1:] + w[-1, -1])
        out["label_dep"], out["label_head"] = r.label_dep(s), r.label_head(s)
        t = r.trigger(v)
        out.update({k: h(t) for k, h in r.act.items()})
        m = r.party(v)
        out.update({k: h(m) for k, h in r.mention.items()})
        out["link_trigger"], out["link_word"] = r.link_trigger(v), r.link_word(v)
        out["lower"] = layers[KEPT - 1]
        return tuple(out[k] for k in OUTPUTS)


def load_reader(checkpoint: dict, encoder_dir: Path) -> Reader:
    encoder = AutoModel.from_pretrained(encoder_dir, add_pooling_layer=False)
    reader = Reader(encoder, {k: len(v) for k, v in checkpoint["labels"].items()})
    reader.load_state_dict(checkpoint["model"])
    return reader.eval()


def export_onnx(reader: Reader, path: Path) -> None:
    ids = torch.randint(1000, 2000, (2, 24))
    example = (
        ids,
        torch.ones_like(ids),
        torch.zeros_like(ids),
        torch.ones(2, 15, dtype=torch.long),
        torch.ones(2, 15, dtype=torch.long),
    )
    axes = {k: {0: "batch", 1: "pieces"} for k in INPUTS[:3]} | {k: {0: "batch", 1: "words"} for k in INPUTS[3:]}
    axes |= {k: {0: "batch", 1: "words"} for k in OUTPUTS}
    axes["arc"], axes["lower"] = {0: "batch", 1: "words", 2: "words"}, {0: "batch", 1: "pieces"}
    torch.onnx.export(
        Exported(reader), example, str(path), input_names=INPUTS, output_names=OUTPUTS, dynamic_axes=axes,
        opset_version=17, dynamo=False,
    )  # fmt: skip


def export_closer(closer: nn.Module, path: Path) -> None:
    """The second reading with free batch, piece and word axes."""
    index = torch.zeros(2, 15, dtype=torch.long)
    example = (
        torch.zeros(2, 24, closer.mark.embedding_dim // len(closer.layers)), torch.zeros(2, 24, dtype=torch.long),
        torch.ones(2, 24, dtype=torch.long), index, index, index[:, :2],
    )  # fmt: skip
    names, outputs = (
        ["states", "marks", "mask", "first", "last", "at"],
        ["event", "mode", "status", "inner", "link", "pair", "home"],
    )
    axes = {k: {0: "batch", 1: "pieces"} for k in names[:3]} | {k: {0: "batch", 1: "words"} for k in names[3:5]}
    axes |= {"at": {0: "batch"}, "link": {0: "batch", 2: "words"}, "home": {0: "batch", 1: "words"}}
    axes |= {k: {0: "batch"} for k in outputs if k not in ("link", "home")}
    torch.onnx.export(
        closer, example, str(path), input_names=names, output_names=outputs, dynamic_axes=axes,
        opset_version=17, dynamo=False,
    )  # fmt: skip


def quantise(plain: Path, path: Path) -> None:
    """32-bit weights to 8 bits (activations are scaled at run time)."""
    quantize_dynamic(
        plain, path, weight_type=QuantType.QInt8, per_channel=True, reduce_range=False,
        op_types_to_quantize=["MatMul", "Gather"],
    )  # fmt: skip
    onnx.checker.check_model(onnx.load(str(path)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--closer", type=Path, help="checkpoint of the second reading, made on this one")
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--float", action="store_true", help="keep 32-bit weights (to measure what int8 costs)")
    args = parser.parse_args()
    checkpoint = torch.load(args.checkpoint, map_location="cpu", weights_only=False)
    reader = load_reader(checkpoint, args.encoder)
    args.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        plain = Path(scratch) / "reader.onnx"
        with torch.no_grad():
            export_onnx(reader, plain)
        if args.float:
            shutil.copy(plain, args.out / "reader.onnx")
        else:
            quantise(plain, args.out / "reader.onnx")
        if args.closer:
            closer = Closer(reader)
            closer.load_state_dict(torch.load(args.closer, map_location="cpu", weights_only=False)["model"])
            with torch.no_grad():
                export_closer(closer.eval(), Path(scratch) / "closer.onnx")
            quantise(Path(scratch) / "closer.onnx", args.out / "closer.onnx")
    np.savez_compressed(
        args.out / "heads.npz",
        label=reader.label.weight.detach().numpy().astype(np.float16),
        link=reader.link.weight.detach().numpy().astype(np.float16),
    )
    labels = json.dumps(checkpoint["labels"], ensure_ascii=False, indent=0)
    (args.out / "labels.json").write_text(labels + "\n", encoding="utf-8")
    shutil.copy(args.encoder / "tokenizer.json", args.out / "tokenizer.json")


if __name__ == "__main__":
    main()
