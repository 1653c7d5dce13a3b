"""Train the second reading: ``python training/train_closer.py READER.pt --reader DIR ... --out FILE``.

READER.pt is the reader's checkpoint and ``--reader`` the folder it was exported to.
"""

from __future__ import annotations

import argparse
import copy
import logging
import random
import time
from collections import defaultdict
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from closer import Closer
from closer_data import Example, examples_of, prepare
from export import load_reader
from gold import all_texts
from network import KEPT, pool_dropout
from othernames import Exchange
from tocsin.actors.registry import Registry
from tocsin.actors.resolver import ActorResolver
from tocsin.language.labels import EVENTS, INNER, LINKS, MODES, STATUS
from tocsin.language.model import load
from tocsin.settings import DATA

log = logging.getLogger("closer")
GOLD = ["train/current_events", "train/wikinews"]
# What ships is the mean of the weights over the last steps, each step's share shrinking by this factor.
AVERAGED = 0.999


def collate(examples: list[Example], width: int) -> dict[str, Tensor]:
    """Arrays of the network's inputs for some examples."""
    n = len(examples)
    pieces = max(e.size for e in examples)
    length = max(e.end - e.start for e in examples)
    states = np.zeros((n, pieces, width), np.float32)
    marks, mask = np.zeros((n, pieces), np.int64), np.zeros((n, pieces), np.int64)
    first, last, at = (np.zeros((n, k), np.int64) for k in (length, length, 2))
    for b, e in enumerate(examples):
        a = e.article
        low = int(a.first[e.start])
        states[b, : e.size] = a.states[low : low + e.size]
        mask[b, : e.size] = 1
        f = a.first[e.start : e.end] - low
        s = a.sizes[e.start : e.end]
        first[b, : len(f)] = np.minimum(f, e.size - 1)
        last[b, : len(f)] = np.clip(f + s - 1, 0, e.size - 1)
        for i, m in e.marks.items():
            if e.start <= i < e.end:
                lo = int(a.first[i]) - low
                marks[b, lo : lo + int(a.sizes[i])] = m
        target = next(iter(e.links["target"])) if e.links and "target" in e.links else e.at
        at[b] = e.at - e.start, target - e.start
    arrays = {"states": states, "marks": marks, "mask": mask, "first": first, "last": last, "at": at}
    return {k: torch.from_numpy(v) for k, v in arrays.items()}


def loss_of(out: tuple[Tensor, ...], examples: list[Example], role_weight: float) -> dict[str, Tensor]:
    event, mode, status, inner, role, pair, home = (x.float() for x in out)
    losses = {}
    wanted = torch.zeros(len(examples), len(EVENTS))
    for b, e in enumerate(examples):
        for name, share in e.event.items():
            wanted[b, EVENTS.index(name)] = share
    w = torch.tensor([e.weight for e in examples])
    is_pair = torch.tensor([2 in e.marks.values() for e in examples])
    ce = -(wanted * F.log_softmax(torch.where(is_pair[:, None], pair, event), -1)).sum(-1) * w
    asked = [b for b, e in enumerate(examples) if e.home is not None]
    if asked:
        bears, real = torch.zeros(len(asked), home.shape[-1]), torch.zeros(len(asked), home.shape[-1])
        for j, b in enumerate(asked):
            e = examples[b]
            real[j, : e.end - e.start] = 1.0
            for i in e.home or ():
                bears[j, i - e.start] = 1.0
        k = torch.tensor(asked)
        per = (F.binary_cross_entropy_with_logits(home[k], bears, reduction="none") * real).sum(1)
        losses["home"] = (per * w[k]).sum() / len(examples) * role_weight
    losses["event"] = (ce * ~is_pair).sum() / len(examples)
    losses["pair"] = (ce * is_pair).sum() / len(examples)
    acts = [b for b, e in enumerate(examples) if e.modes is not None]
    if acts:
        k = torch.tensor(acts)
        wa = w[k]
        modes = torch.tensor([[float(m in (examples[b].modes or [])) for m in MODES] for b in acts])
        kinds = torch.tensor([[float(m in (examples[b].status or [])) for m in STATUS] for b in acts])
        scale = 1.0 / len(examples)
        losses["mode"] = (
            (F.binary_cross_entropy_with_logits(mode[k], modes, reduction="none").sum(-1) * wa).sum() * scale * 0.5
        )
        losses["status"] = (
            F.binary_cross_entropy_with_logits(status[k], kinds, reduction="none").sum(-1) * wa
        ).sum() * scale
        index = torch.tensor([INNER.index(examples[b].inner) for b in acts])
        losses["inner"] = (F.cross_entropy(inner[k], index, reduction="none") * wa).sum() * scale * 0.2
        length = role.shape[-1]
        links, real = torch.zeros(len(acts), len(LINKS), length), torch.zeros(len(acts), 1, length)
        for j, b in enumerate(acts):
            e = examples[b]
            real[j, :, : e.end - e.start] = 1.0
            for r, name in enumerate(LINKS):
                for i in (e.links or {}).get(name, ()):
                    if e.start <= i < e.end:
                        links[j, r, i - e.start] = 1.0
        per = (F.binary_cross_entropy_with_logits(role[k], links, reduction="none") * real).sum((1, 2))
        losses["role"] = (per * wa).sum() * scale * role_weight
    return losses


def batches(examples: list[Example], pieces: int, rng: random.Random) -> list[list[Example]]:
    ordered = sorted(examples, key=lambda e: e.size + rng.uniform(0, 6))
    made: list[list[Example]] = []
    for e in ordered:
        if made and (len(made[-1]) + 1) * max(e.size, made[-1][0].size) <= pieces:
            made[-1].append(e)
        else:
            made.append([e])
    rng.shuffle(made)
    return made


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--reader", type=Path, required=True, help="the exported reader's folder")
    parser.add_argument("--gold", type=Path, required=True, help="folder of the training readings")
    parser.add_argument("--data", type=Path, required=True, help="folder of the shared data (news)")
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--hold", nargs="*", default=[])
    parser.add_argument("--init", type=Path, help="checkpoint of a second reading to go on from")
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--role-weight", type=float, default=0.3)
    parser.add_argument("--negatives", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=5)
    args = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)
    checkpoint = torch.load(args.checkpoint, map_location="cpu", weights_only=False)
    reader = load_reader(checkpoint, args.encoder)
    nlp = load(args.reader)
    texts = [t for t in all_texts(args.gold, args.data, GOLD) if t.batch not in args.hold]
    exchange, resolver = Exchange(DATA / "actors" / "countries.tsv"), ActorResolver(Registry.load())
    retold = [exchange.retell(t, rng) for t in texts if t.batch != "corpus"]
    texts += [t for t in retold if t is not None]
    data = []
    for text, doc in zip(texts, nlp.pipe(t.text for t in texts), strict=True):
        article = prepare(doc, resolver.read(doc, text.published))
        if article is not None:
            data.append((article, text.readings))
    log.info("%d articles, %d readings", len(data), sum(len(r) for _, r in data))
    model = Closer(reader)
    if args.init:
        model.load_state_dict(torch.load(args.init, map_location="cpu", weights_only=False)["model"])
    pool_dropout(model)
    train(model, data, args, rng, checkpoint)


def train(model: Closer, data, args, rng: random.Random, checkpoint: dict) -> None:
    layers = {id(p) for p in model.layers.parameters()}
    groups = [
        {"params": list(model.layers.parameters()), "lr": args.rate},
        {"params": [p for p in model.parameters() if id(p) not in layers], "lr": args.head_rate},
    ]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    plan_ = []
    for _ in range(args.epochs):
        plan_ += batches([e for a, rows in data for e in examples_of(a, rows, rng, args.negatives)], 2800, rng)
    steps, warm = len(plan_), max(1, len(plan_) // 16)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda k: min((k + 1) / warm, max(0.0, (steps - k) / (steps - warm)))
    )
    log.info("%d steps", steps)
    averaged = copy.deepcopy(model).eval()
    model.train()
    seen: dict[str, float] = defaultdict(float)
    began = time.monotonic()
    width = model.mark.embedding_dim // len(model.layers)
    for k, examples in enumerate(plan_):
        with torch.autocast("cpu", torch.bfloat16):
            out = model(**collate(examples, width))
        losses = loss_of(out, examples, args.role_weight)
        sum(losses.values()).backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 5.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        schedule.step()
        with torch.no_grad():
            torch._foreach_lerp_(list(averaged.parameters()), list(model.parameters()), max(1 - AVERAGED, 1 / (k + 1)))
        for name, value in losses.items():
            seen[name] = (0.98 if k > 50 else 0.9) * seen[name] + (0.02 if k > 50 else 0.1) * float(value.detach())
        if k % 25 == 24:
            log.info(
                "step %d/%d %s %.0fs", k + 1, steps, {n: round(v, 3) for n, v in seen.items()}, time.monotonic() - began
            )
        if (k + 1) % max(1, steps // 6) == 0 or k + 1 == steps:
            torch.save({"model": averaged.state_dict(), "step": k + 1, "kept": KEPT}, args.out)


if __name__ == "__main__":
    main()
