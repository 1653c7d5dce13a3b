"""Train the small network that says whose a party is which nobody names (``tocsin.actors.allegiance``), on readings.
``python training/allegiance.py --gold DIR --data DIR --out FILE``."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import torch
from spacy.tokens import Doc, Token

from gold import Text, nearest, split_code
from homeland import cross_validate, read_all
from tocsin.actors import allegiance
from tocsin.actors.allegiance import OPTION, PLAIN, Part
from tocsin.actors.resolver import ActorResolver, DocActors

HIDDEN = 24
ROUNDS = 14


@dataclass
class Choice:
    """A phrase whose code was left to be weighed: its options, which is right, and which the text alone suggests."""

    text: str
    rows: np.ndarray
    plain: np.ndarray
    right: int
    answer: int


def choices(pairs: Iterable[tuple[Text, Doc]], resolver: ActorResolver) -> list[Choice]:
    """One for each party of the readings that is open and has one code."""
    made = []
    for text, doc in pairs:
        actors = resolver.read(doc, text.published)
        for reading in text.readings:
            named = {r: list(_parties(reading, r, text, doc)) for r in ("actor", "recipient")}
            known = {r: [(t, actors.stated(t)) for t, _ in named[r]] for r in named}
            for role, other in (("actor", "recipient"), ("recipient", "actor")):
                others = frozenset().union(*(c for _, c in known[other]))
                for token, codes in named[role]:
                    beside = frozenset().union(*(c for t, c in known[role] if t.i != token.i))
                    row = _choice(text, actors, token, codes, Part(role, reading["event"], others, beside))
                    if row is not None:
                        made.append(row)
    return made


def _parties(reading: dict, role: str, text: Text, doc: Doc) -> Iterable[tuple[Token, set[str]]]:
    """Head word and codes of each phrase that names a party."""
    phrases = reading.get(f"{role}_text") or []
    for words in dict.fromkeys(w for w in phrases if w):
        codes = {split(c) for c, p in zip(reading[role], phrases, strict=False) if p == words}
        start, end = nearest(text.text, words, reading["trigger_start"])
        inside = [t for t in doc if start <= t.idx < end]
        head = next((t for t in inside if t.head.i == t.i or not start <= t.head.idx < end), None)
        if head is not None:
            yield head, codes


def split(code: str) -> str:
    """The country or stateless code of a reading's party, "" for a mere sector."""
    return "" if split_code(code)[0] == "none" else code.split("/")[0]


def _choice(text: Text, actors: DocActors, token: Token, codes: set[str], part: Part) -> Choice | None:
    found = actors.unstated(token)
    if found is None or len(codes) != 1:
        return None
    options, rows, plain = allegiance.options(actors.scene, token, found, part)
    (right,) = codes
    if right not in options:
        return None
    return Choice(text.name, rows, plain, options.index(right), options.index(found.code))


def fit(rows: list[Choice], seed: int = 0, penalty: float = 1e-4) -> dict[str, np.ndarray]:
    """Weights that make the right code likeliest: Adam, a few rounds over the choices in small batches."""
    torch.manual_seed(seed)
    w = {
        "option": torch.randn(len(OPTION), HIDDEN) * 0.2,
        "plain": torch.randn(len(PLAIN), HIDDEN) * 0.2,
        "bias": torch.zeros(HIDDEN),
        "out": torch.randn(HIDDEN) * 0.2,
        "linear": torch.zeros(len(OPTION)),
    }
    for tensor in w.values():
        tensor.requires_grad_()
    optimizer = torch.optim.AdamW(list(w.values()), lr=3e-3, weight_decay=0.05)
    batches = -(-len(rows) // 64)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 6e-3, total_steps=batches * ROUNDS)
    for _ in range(ROUNDS):
        order = torch.randperm(len(rows)).tolist()
        for b in range(batches):
            batch = [rows[i] for i in order[b * 64 : b * 64 + 64]]
            x = torch.tensor(np.concatenate([r.rows for r in batch]))
            sizes = [len(r.rows) for r in batch]
            p = torch.tensor(np.repeat(np.stack([r.plain for r in batch]), sizes, axis=0))
            p = torch.nn.functional.dropout(p, 0.1)
            scores = torch.tanh(x @ w["option"] + p @ w["plain"] + w["bias"]) @ w["out"] + x @ w["linear"]
            loss = torch.stack(
                [torch.logsumexp(s, 0) - s[r.right] for s, r in zip(scores.split(sizes), batch, strict=True)]
            ).mean()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
    return {name: tensor.detach().numpy().astype(np.float32) for name, tensor in w.items()}


def share_right(rows: list[Choice], w: dict[str, np.ndarray] | None) -> float:
    """Share of choices that are right: by the network, or by the text alone."""
    if w is None:
        return float(np.mean([r.right == r.answer for r in rows]))
    return float(np.mean([int(np.argmax(allegiance.weigh(r.rows, r.plain, w))) == r.right for r in rows]))


def main() -> None:
    rows, out = read_all(__doc__, choices)
    cross_validate("side", rows, fit, share_right)
    np.savez(out, **fit(rows))


if __name__ == "__main__":
    main()
