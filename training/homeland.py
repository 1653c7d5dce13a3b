"""Fit the weights that choose the country of a phrase without nationality: a conditional logistic regression over the
countries of its text, on readings. ``python training/homeland.py --gold DIR --data DIR --out FILE``."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from spacy.tokens import Doc

from arguments import hash_fold
from gold import Text, all_texts, nearest, split_code
from tocsin.actors import homeland
from tocsin.actors.registry import Registry
from tocsin.actors.resolver import ActorResolver
from tocsin.language.model import load

GOLD = ["train/current_events", "train/wikinews"]


@dataclass
class Choice:
    """A phrase whose country was chosen: features of those weighed, which are right, which a plainer rule takes."""

    text: str
    features: np.ndarray
    right: np.ndarray
    ruled: np.ndarray


def choices(pairs: Iterable[tuple[Text, Doc]], resolver: ActorResolver) -> list[Choice]:
    """One for each party of the readings whose country was weighed, where the right one was among those."""
    made = []
    weigh = homeland.options
    for text, doc in pairs:
        weighed: dict[int, tuple[list[str], np.ndarray]] = {}
        actors = resolver.read(doc, text.published)

        def record(scene, token, *, official, weighed=weighed):
            weighed[token.i] = weigh(scene, token, official=official)
            return weighed[token.i]

        homeland.options = record
        try:
            for words, codes, place in parties_of(text):
                start, end = nearest(text.text, words, place)
                tokens = [t for t in doc if start <= t.idx < end]
                for token in tokens:
                    actors.entities(token)
                found = [weighed.pop(t.i) for t in tokens if t.i in weighed]
                if found:
                    options, features = found[-1]
                    right = np.array([{c} == codes for c in options])
                    if right.any() and len(options) > 1:
                        rules = [homeland.FEATURES.index(r) for r in homeland.RULES]
                        made.append(Choice(text.name, features, right, features[:, rules].sum(1) > 0))
        finally:
            homeland.options = weigh
    return made


def parties_of(text: Text) -> Iterable[tuple[str, set[str], int]]:
    """Words of a party, the countries they stand for and where its act is told; the same words once."""
    seen = set()
    for row in text.readings:
        for role in ("actor", "recipient"):
            phrases = row.get(f"{role}_text") or []
            for words in dict.fromkeys(phrases):
                codes = {c for c, p in zip(row[role], phrases, strict=False) if p == words}
                place = nearest(text.text, words or "", row["trigger_start"])
                if words and place not in seen and all(split_code(c)[0] != "none" for c in codes):
                    seen.add(place)
                    yield words, {c.split("/")[0] for c in codes}, row["trigger_start"]


def fit(rows: list[Choice], penalty: float = 1.0) -> np.ndarray:
    """Weights that make the right country likeliest (LBFGS)."""
    w = torch.zeros(rows[0].features.shape[1], dtype=torch.float64, requires_grad=True)
    x = torch.tensor(np.concatenate([r.features for r in rows]), dtype=torch.float64)
    right = torch.tensor(np.concatenate([r.right for r in rows]))
    group = torch.tensor(np.repeat(np.arange(len(rows)), [len(r.right) for r in rows]))
    optimizer = torch.optim.LBFGS([w], max_iter=200, line_search_fn="strong_wolfe")

    def closure() -> torch.Tensor:
        optimizer.zero_grad()
        e = torch.exp((x @ w).clamp(-30, 30))
        total = torch.zeros(len(rows), dtype=torch.float64).index_add(0, group, e)
        good = torch.zeros(len(rows), dtype=torch.float64).index_add(0, group, e * right)
        loss = (torch.log(total) - torch.log(good)).sum() + penalty / 2 * (w**2).sum()
        loss.backward()
        return loss

    optimizer.step(closure)
    return w.detach().numpy()


def share_right(rows: list[Choice], w: np.ndarray | None) -> float:
    """Share of choices that are right: by the weights, or by the rule of thumb without them."""
    return float(np.mean([r.right[np.argmax(r.features @ w) if w is not None else np.argmax(r.ruled)] for r in rows]))


def main() -> None:
    made, out = read_all(__doc__, choices)
    report(made, out)


def read_all(about: str | None, make: Callable[[Iterable[tuple[Text, Doc]], ActorResolver], Any]) -> tuple[Any, Path]:
    """What ``make`` takes from all readings, read by the bundled reader, and the file to write, by the command line."""
    parser = argparse.ArgumentParser(description=about)
    for name in ("gold", "data", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    args = parser.parse_args()
    texts = all_texts(args.gold, args.data, GOLD)
    pairs = zip(texts, load().pipe(t.text for t in texts), strict=True)
    return make(pairs, ActorResolver(Registry.load())), args.out


def report(rows: list[Choice], out: Path) -> None:
    """Print cross-validated shares and write the weights."""
    weights = dict(zip(homeland.FEATURES, validated("country", rows), strict=True))
    out.write_text(json.dumps(weights, indent=1) + "\n", encoding="utf-8")


def validated(name: str, rows: list[Choice]) -> list[float]:
    """The weights of all rows; prints what share of choices those of four fifths get right in the fifth."""
    cross_validate(name, rows, fit, share_right)
    return [round(float(x), 3) for x in fit(rows)]


def cross_validate(name: str, rows: list[Any], learn: Callable, share: Callable) -> None:
    """Print what share of choices (0-1) the weights of four fifths of the texts get right in the fifth, and without
    any."""
    fold = np.array([hash_fold(r.text) for r in rows])
    scored = []
    for k in range(5):
        w = learn([r for r, f in zip(rows, fold, strict=True) if f != k])
        test = [r for r, f in zip(rows, fold, strict=True) if f == k]
        scored.append((share(test, w), share(test, None), len(test)))
    shares = np.average(np.array(scored)[:, :2], axis=0, weights=[n for *_, n in scored])
    print(f"{name}: {len(rows)} choices, right by weights {shares[0]:.3f}, before {shares[1]:.3f}")


if __name__ == "__main__":
    main()
