"""Train the second reading: ``python training/closer.py READER.pt --reader DIR --gold DIR --encoder DIR --out FILE``.

The reader goes over a text once. The second reading takes its states after layer KEPT and goes on from there once more
for every word that may be a trigger, with that word marked: the upper layers then see the whole sentence with that
word's eyes, and say what it names (or nothing), its mode and status, and which words are its parties, speakers, date
and place. Pairs of marked parties are read the same way for ``tocsin relation``. The lower layers stay as they are.
"""

from __future__ import annotations

import argparse
import copy
import logging
import random
import time
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from spacy.tokens import Doc
from torch import Tensor, nn

from export import load_reader
from gold import all_texts, nearest, type_target
from network import KEPT, Reader, pool_dropout, projection
from tocsin.language.labels import EVENTS, INNER, LINKS, MODES, STATUS
from tocsin.language.model import load, plan
from tocsin.language.pieces import PieceMaker, batch_arrays
from tocsin.language.signals import KEY
from tocsin.language.windows import window

log = logging.getLogger("closer")

GOLD = ["train/current_events", "train/wikinews"]
MARKS = ("none", "trigger", "source", "target")


@dataclass
class Article:
    """A text as the reader sees it: lower states of its pieces, each token's pieces, its windows' sentences."""

    doc: Doc
    pack: np.ndarray
    sizes: np.ndarray
    first: np.ndarray
    states: np.ndarray


@dataclass
class Example:
    """One marked word (or pair) in its window; targets are None where the reading says nothing of them."""

    article: Article
    start: int
    end: int
    at: int
    event: dict[str, float]
    weight: float
    marks: dict[int, int]
    modes: list[str] | None = None
    status: list[str] | None = None
    inner: str = "none"
    links: dict[str, set[int]] | None = field(default=None)

    @property
    def size(self) -> int:
        return int(self.article.sizes[self.start : self.end].sum())


class Closer(nn.Module):
    """The reader's upper layers with marks added to their input, and heads at the marked word and at all words."""

    def __init__(self, reader: Reader, drop: float = 0.2) -> None:
        super().__init__()
        width = reader.encoder.config.hidden_size
        self.layers = nn.ModuleList(copy.deepcopy(list(reader.encoder.encoder.layer)[KEPT:]))
        self.mark = nn.Embedding(len(MARKS), width)
        nn.init.normal_(self.mark.weight, std=0.02)
        with torch.no_grad():
            self.mark.weight[0] = 0.0
        self.trigger = projection(width, width, drop)
        self.word = projection(width, 256, drop)
        self.event = nn.Linear(width, len(EVENTS))
        self.mode, self.status = nn.Linear(width, len(MODES)), nn.Linear(width, len(STATUS))
        self.inner = nn.Linear(width, len(INNER))
        self.role = nn.Linear(256, len(LINKS))
        self.pair = projection(2 * width, width, drop)
        self.pair_event = nn.Linear(width, len(EVENTS))
        with torch.no_grad():
            for mine, theirs in ((self.event, reader.act["event"]), (self.mode, reader.act["mode"]),
                                 (self.status, reader.act["status"]), (self.inner, reader.act["inner"])):  # fmt: skip
                mine.weight.copy_(theirs.weight)
                mine.bias.copy_(theirs.bias)
            self.trigger[1].weight.copy_(reader.trigger[1].weight)
            self.trigger[1].bias.copy_(reader.trigger[1].bias)

    def forward(
        self, states: Tensor, marks: Tensor, mask: Tensor, first: Tensor, last: Tensor, at: Tensor
    ) -> tuple[Tensor, ...]:
        """states [b, pieces, width], marks and mask [b, pieces], first and last piece of each word [b, words],
        at [b, 2]: the marked words (twice the trigger, or source and target)."""
        x = states + self.mark(marks)
        bias = (1.0 - mask.float())[:, None, None, :] * -1e4
        for layer in self.layers:
            x = layer.output.LayerNorm(_feed(layer, _attend(layer, x, bias)))
        wide = x.shape[-1]
        a = torch.gather(x, 1, first.unsqueeze(-1).expand(-1, -1, wide))
        words = (a + torch.gather(x, 1, last.unsqueeze(-1).expand(-1, -1, wide))) * 0.5
        two = torch.gather(words, 1, at.unsqueeze(-1).expand(-1, -1, wide))
        t = self.trigger(two[:, 0])
        pair = self.pair(two.flatten(1))
        return (
            self.event(t), self.mode(t), self.status(t), self.inner(t),
            self.role(self.word(words)).transpose(1, 2), self.pair_event(pair),
        )  # fmt: skip


def _attend(layer: nn.Module, x: Tensor, bias: Tensor) -> Tensor:
    inner, out = layer.attention.self, layer.attention.output
    heads, width = inner.num_attention_heads, inner.attention_head_size

    def split(y: Tensor) -> Tensor:
        return y.reshape(y.shape[0], y.shape[1], heads, width).transpose(1, 2)

    q, k, v = split(inner.query(x)), split(inner.key(x)), split(inner.value(x))
    weights = torch.softmax(q @ k.transpose(2, 3) / width**0.5 + bias, -1)
    mixed = (weights @ v).transpose(1, 2).reshape(x.shape[0], x.shape[1], heads * width)
    return out.LayerNorm(out.dropout(out.dense(mixed)) + x)


def _feed(layer: nn.Module, x: Tensor) -> Tensor:
    return layer.output.dropout(layer.output.dense(layer.intermediate.intermediate_act_fn(layer.intermediate.dense(x)))) + x


def lower_states(reader: Reader, packs: list) -> list[np.ndarray]:
    """States after layer KEPT of each pack's pieces, [pieces, width] float16, without [CLS] and [SEP]."""
    made = []
    e = reader.encoder.embeddings
    for pack in packs:
        arrays = {k: torch.from_numpy(v) for k, v in batch_arrays([pack]).items()}
        ids = arrays["ids"]
        x = e.word_embeddings(ids) + reader.shape(arrays["shapes"])
        x = x + e.position_embeddings(torch.arange(ids.shape[1]).unsqueeze(0)) + e.token_type_embeddings.weight[0]
        x = e.LayerNorm(x)
        bias = torch.zeros(1, 1, 1, ids.shape[1])
        for layer in list(reader.encoder.encoder.layer)[:KEPT]:
            x = layer.output.LayerNorm(_feed(layer, _attend(layer, x, bias)))
        made.append(x[0, 1:-1].numpy().astype(np.float16))
    return made


def prepare(text: str, nlp, reader: Reader, maker: PieceMaker) -> Article | None:
    fresh = nlp.make_doc(text)
    p = plan(fresh, maker)
    if not p.packs:
        return None
    doc = nlp(text)
    sizes = np.zeros(len(doc), np.int64)
    sizes[p.words] = [len(w) for pack in p.packs for w in pack.ids]
    states = np.concatenate(lower_states(reader, p.packs))
    return Article(doc, doc.user_data[KEY]["pack"], sizes, np.cumsum(sizes) - sizes, states)


def examples_of(article: Article, readings: list[dict], rng: random.Random, negatives: float) -> list[Example]:
    """One example for each reading, one for each pair of parties in one window, and words that name no event."""
    doc, text = article.doc, article.doc.text
    at_char = np.full(len(text) + 1, -1)
    for t in doc:
        if not t.is_space:
            at_char[t.idx : t.idx + len(t.text)] = t.i

    def words(start: int, end: int) -> set[int]:
        return {int(i) for i in at_char[start:end] if i >= 0}

    made, taken = [], set()
    pairs: dict[tuple[frozenset, frozenset], dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for row in readings:
        covered = sorted(words(row["trigger_start"], row["trigger_end"]))
        if not covered:
            continue
        at = covered[0]
        taken |= set(covered)
        start, end = window(doc, article.pack, article.sizes, at)
        links: dict[str, set[int]] = {k: set() for k in LINKS}
        for role in ("actor", "recipient"):
            for phrase in row.get(f"{role}_text") or []:
                links[role] |= words(*nearest(text, phrase or "", row["trigger_start"]))
        for phrase in row.get("speakers_text") or []:
            links["speaker"] |= words(*nearest(text, phrase or "", row["trigger_start"]))
        if row.get("date_text"):
            links["date"] |= words(*nearest(text, row["date_text"], row["trigger_start"]))
        if row.get("place"):
            links["place"] |= words(*nearest(text, row["place"], row["trigger_start"]))
        weight = 1.0 if row["core"] else 0.5
        made.append(
            Example(
                article, start, end, at, type_target(row["event"], row.get("accept") or []), weight, {at: 1},
                [m for m in row.get("mode") or [] if m in MODES], [s for s in row["auxiliary"] if s in STATUS],
                row.get("role") or "none", links,
            )
        )  # fmt: skip
        a, r = (frozenset(i for i in links[x] if doc[at].sent.start <= i < doc[at].sent.end) for x in ("actor", "recipient"))
        if a and r and not a & r:
            outer = 0.35 if row.get("parent") else 1.0
            pairs[a, r][row["event"]] += weight * outer
    for (a, r), found in pairs.items():
        total = sum(found.values())
        source, target = min(a, key=lambda i: (doc[i].head.i in a, i)), min(r, key=lambda i: (doc[i].head.i in r, i))
        sentence = doc[source].sent
        start, end = window(doc, article.pack, article.sizes, source)
        start, end = max(start, sentence.start), min(end, sentence.end)
        if start <= target < end:
            marks = {i: 2 for i in a if start <= i < end} | {i: 3 for i in r if start <= i < end}
            made.append(
                Example(article, start, end, source, {k: v / total for k, v in found.items()}, min(1.0, total), marks)
            )
            made[-1].links = {"target": {target}}
    others = [t.i for t in doc if t.i not in taken and not t.is_space and t.pos_ in ("VERB", "NOUN", "PROPN", "ADJ", "AUX")]
    heard = doc.user_data[KEY]["event"]
    hard = [i for i in others if heard[i, 0] < 0.97 and not any(j in taken for j in (i - 1, i + 1))]
    chosen = set(hard)
    plain = [i for i in others if i not in chosen]
    count = max(1 if rng.random() < 0.5 else 0, round(negatives * max(len(readings), 0.5)))
    weights = [3.0 if doc[i].pos_ == "VERB" else 1.0 for i in plain]
    if plain and count > len(chosen):
        chosen |= set(rng.choices(plain, weights, k=count - len(chosen)))
    for i in chosen:
        start, end = window(doc, article.pack, article.sizes, i)
        made.append(Example(article, start, end, i, {"none": 1.0}, 1.0, {i: 1}))
    return made


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
    return {k: torch.from_numpy(v) for k, v in
            {"states": states, "marks": marks, "mask": mask, "first": first, "last": last, "at": at}.items()}  # fmt: skip


def loss_of(out: tuple[Tensor, ...], examples: list[Example], role_weight: float) -> dict[str, Tensor]:
    event, mode, status, inner, role, pair = (x.float() for x in out)
    losses = {}
    wanted = torch.zeros(len(examples), len(EVENTS))
    for b, e in enumerate(examples):
        for name, share in e.event.items():
            wanted[b, EVENTS.index(name)] = share
    w = torch.tensor([e.weight for e in examples])
    is_pair = torch.tensor([2 in e.marks.values() for e in examples])
    ce = -(wanted * F.log_softmax(torch.where(is_pair[:, None], pair, event), -1)).sum(-1) * w
    losses["event"] = (ce * ~is_pair).sum() / len(examples)
    losses["pair"] = (ce * is_pair).sum() / len(examples)
    acts = [b for b, e in enumerate(examples) if e.modes is not None]
    if acts:
        k = torch.tensor(acts)
        wa = w[k]
        modes = torch.tensor([[float(m in (examples[b].modes or [])) for m in MODES] for b in acts])
        kinds = torch.tensor([[float(m in (examples[b].status or [])) for m in STATUS] for b in acts])
        scale = 1.0 / len(examples)
        losses["mode"] = (F.binary_cross_entropy_with_logits(mode[k], modes, reduction="none").sum(-1) * wa).sum() * scale * 0.5
        losses["status"] = (F.binary_cross_entropy_with_logits(status[k], kinds, reduction="none").sum(-1) * wa).sum() * scale
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
    ordered = sorted(examples, key=lambda e: (e.size + rng.uniform(0, 6)))
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
    parser.add_argument("--reader", type=Path, required=True, help="folder of the exported reader (for sentences)")
    parser.add_argument("--gold", type=Path, required=True, help="folder of the training readings")
    parser.add_argument("--data", type=Path, required=True, help="folder of the shared data (news)")
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--hold", nargs="*", default=[])
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
    maker = PieceMaker(args.encoder / "tokenizer.json")
    data: list[tuple[Article, list[dict]]] = []
    with torch.no_grad():
        for text in all_texts(args.gold, args.data, GOLD):
            article = prepare(text.text, nlp, reader, maker) if text.batch not in args.hold else None
            if article is not None:
                data.append((article, text.readings))
    log.info("%d articles, %d readings", len(data), sum(len(r) for _, r in data))
    model = Closer(reader)
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
    model.train()
    seen: dict[str, float] = defaultdict(float)
    began = time.monotonic()
    width = model.mark.embedding_dim
    for k, examples in enumerate(plan_):
        with torch.autocast("cpu", torch.bfloat16):
            out = model(**collate(examples, width))
        losses = loss_of(out, examples, args.role_weight)
        sum(losses.values()).backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 5.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        schedule.step()
        for name, value in losses.items():
            seen[name] = (0.98 if k > 50 else 0.9) * seen[name] + (0.02 if k > 50 else 0.1) * float(value.detach())
        if k % 25 == 24:
            log.info("step %d/%d %s %.0fs", k + 1, steps, {n: round(v, 3) for n, v in seen.items()}, time.monotonic() - began)
        if (k + 1) % max(1, steps // 6) == 0 or k + 1 == steps:
            torch.save({"model": model.state_dict(), "step": k + 1, "kept": KEPT}, args.out)


if __name__ == "__main__":
    main()
