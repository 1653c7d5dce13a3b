"""Shipped files back to checkpoints: ``python training/recover.py MODEL --encoder DIR --reader R.pt --closer C.pt``.

To go on training where the checkpoints are lost. A network of random weights is exported to learn which stored array
is which parameter; the shipped 8-bit arrays are then scaled back. Exported again they give the very same bytes.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import nn
from transformers import AutoModel

from closer import Closer
from export import export_closer, export_onnx
from network import KEPT, Reader

Named = dict[str, tuple[str, bool]]


def scramble(network: nn.Module) -> None:
    """Random weights, so that every array can be told by its values."""
    for parameter in network.parameters():
        parameter.copy_(torch.randn_like(parameter) * 0.02)
    network.eval()


def names_of(path: Path, network: nn.Module) -> Named:
    """Stored array → parameter, and whether it is stored transposed."""
    known = {name: p.detach().numpy() for name, p in network.named_parameters()}
    found: Named = {}
    for stored in onnx.load(str(path)).graph.initializer:
        array = numpy_helper.to_array(stored)
        for name, p in known.items():
            if array.dtype == np.float32 and array.shape == p.shape and np.array_equal(array, p):
                found[stored.name] = name, False
            elif array.ndim == 2 and array.shape == p.T.shape and np.array_equal(array, p.T):
                found[stored.name] = name, True
    return found


def arrays_of(path: Path) -> dict[str, np.ndarray]:
    """The arrays of a shipped file by the name they had before quantisation, in 32 bits."""
    stored = {i.name: numpy_helper.to_array(i) for i in onnx.load(str(path)).graph.initializer}
    found = {}
    for name, array in stored.items():
        if array.dtype == np.float32:
            found[name] = array
        if name.endswith("_quantized"):
            base = name.removesuffix("_quantized")
            scale, zero = stored[f"{base}_scale"], stored[f"{base}_zero_point"]
            shape = [1] * array.ndim
            if scale.size > 1:
                shape[array.ndim - 1 if array.shape[-1] == scale.size else 0] = scale.size
            found[base] = (array.astype(np.float32) - zero.astype(np.float32).reshape(shape)) * scale.reshape(shape)
    return found


def fill(network: nn.Module, named: Named, arrays: dict[str, np.ndarray]) -> None:
    """Put the arrays where they belong. What heads at one word multiply (Gemm) is stored the other way round."""
    gemm = ("trigger.", "pair", "event.", "mode.", "status.", "inner.")
    parameters = dict(network.named_parameters())
    for stored, (name, transposed) in named.items():
        array = arrays[stored]
        turned = isinstance(network, Closer) and name.endswith(".weight") and name.startswith(gemm)
        if transposed or (turned and array.ndim == 2):
            array = array.T
        parameters[name].copy_(torch.from_numpy(np.ascontiguousarray(array)).reshape(parameters[name].shape))


def fill_computed(reader: Reader, named: Named, arrays: dict[str, np.ndarray]) -> None:
    """What the export computes from the parameters: the mixes of layers, the parts of the arc matrix, token types."""
    rest = {name: a for name, a in arrays.items() if name not in named and a.dtype == np.float32}
    rest = {name: a for name, a in rest.items() if name.startswith("onnx::") and name.rpartition("_")[2].isdigit()}
    order = sorted(rest, key=lambda name: int(name.rpartition("_")[2]))
    mixes = [rest[name].item() for name in order if name.startswith("onnx::Mul") and rest[name].size == 1]
    layers = len(mixes) // 2
    for mix, shares in ((reader.syntax_mix, mixes[:layers]), (reader.event_mix, mixes[layers:])):
        mix.weight.copy_(torch.from_numpy(np.log(np.array(shares))).float())
    wide = [rest[name] for name in order if rest[name].ndim == 2]
    flat = [rest[name] for name in order if name.startswith("onnx::Add") and rest[name].ndim < 2]
    kinds, row, corner = flat
    arc = reader.arc.weight[0]
    arc[:-1, :-1], arc[:-1, -1:] = torch.from_numpy(wide[0]), torch.from_numpy(wide[1])
    arc[-1, :-1], arc[-1, -1] = torch.from_numpy(row), float(corner)
    reader.encoder.embeddings.token_type_embeddings.weight[0].copy_(torch.from_numpy(kinds))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path, help="folder of the shipped files")
    for name in ("encoder", "reader", "closer"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    args = parser.parse_args()
    labels = json.loads((args.model / "labels.json").read_text(encoding="utf-8"))
    encoder = AutoModel.from_pretrained(args.encoder, add_pooling_layer=False)
    reader = Reader(encoder, {k: len(v) for k, v in labels.items()})
    with tempfile.TemporaryDirectory() as scratch, torch.no_grad():
        scramble(reader)
        export_onnx(reader, Path(scratch) / "reader.onnx")
        named, arrays = names_of(Path(scratch) / "reader.onnx", reader), arrays_of(args.model / "reader.onnx")
        fill(reader, named, arrays)
        fill_computed(reader, named, arrays)
        with np.load(args.model / "heads.npz") as heads:
            reader.label.weight.copy_(torch.from_numpy(heads["label"].astype(np.float32)))
            reader.link.weight.copy_(torch.from_numpy(heads["link"].astype(np.float32)))
        torch.save({"model": reader.state_dict(), "labels": labels}, args.reader)
        closer = Closer(reader)
        scramble(closer)
        export_closer(closer, Path(scratch) / "closer.onnx")
        named = names_of(Path(scratch) / "closer.onnx", closer)
        fill(closer, named, arrays_of(args.model / "closer.onnx"))
        torch.save({"model": closer.state_dict(), "kept": KEPT}, args.closer)


if __name__ == "__main__":
    main()
