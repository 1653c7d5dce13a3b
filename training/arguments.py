"""Fit the weights that choose an event's parties among candidate words: logistic regression on readings kept out of
the reader's own training. ``python training/arguments.py --gold DIR --hold BATCH... --out FILE``."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import torch

from gold import KEPT_OUT, Text, nearest, read_folder, read_own_corpus
from tocsin.coder import Coder
from tocsin.events.candidates import FEATURES, ROLES, candidates
from tocsin.events.matching import match_token
from tocsin.events.triggers import Trigger
from tocsin.records import Article
from tocsin.settings import Settings

# Readings of news say of fewer acts that somebody is their recipient than our own texts do; each counts as several.
NEWS = 4.0


def examples(coder: Coder, texts: list[Text]) -> tuple[dict[str, list], dict[str, list], list[str], list[float]]:
    """Features and labels by role, the article of each row (for cross-validation) and its weight: news counts more."""
    x: dict[str, list] = {r: [] for r in ROLES}
    y: dict[str, list] = {r: [] for r in ROLES}
    groups: list[str] = []
    weights: list[float] = []
    for text, doc in zip(texts, coder.nlp.pipe([t.text for t in texts]), strict=True):
        article = Article(text=text.text, id=text.name, published=text.published)
        view = coder.reading(article, doc)
        for reading in text.readings:
            token = next((t for t in doc if t.idx <= reading["trigger_start"] < t.idx + len(t.text)), None)
            if token is None or view.heard is None:
                continue
            match = next((m for m in match_token(token, coder.lexicon) if m.entry.event == reading["event"]), None)
            trigger = Trigger(token, reading["event"], 1.0, 1.0, "both", match)
            view.heard.look(doc, [token.i])
            spans = {
                r: [nearest(text.text, w, reading["trigger_start"]) for w in reading[f"{r}_text"] if w] for r in ROLES
            }
            for candidate in candidates(trigger, view.actors, view.heard):
                for role in ROLES:
                    x[role].append(candidate.features[role])
                    y[role].append(float(any(_names(candidate.token, a, b) for a, b in spans[role])))
                groups.append(text.name)
                weights.append(1.0 if text.batch == KEPT_OUT else NEWS)
    return x, y, groups, weights


def _names(token, start: int, end: int) -> bool:
    """Is the token the top of the words in the span, or is the span part of its phrase and holds the token?"""
    if not start <= token.idx < end:
        return False
    node = token
    while node.head.i != node.i and node.dep_ != "conj":
        node = node.head
        if start <= node.idx < end:
            return False
    return True


def fit(x: np.ndarray, y: np.ndarray, weights: np.ndarray, penalty: float = 2.0) -> np.ndarray:
    """Weights of an L2-penalised logistic regression (LBFGS)."""
    a, b, c = (torch.tensor(v, dtype=torch.float64) for v in (x, y, weights))
    w = torch.zeros(a.shape[1], dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.LBFGS([w], max_iter=200, line_search_fn="strong_wolfe")

    def closure() -> torch.Tensor:
        optimizer.zero_grad()
        loss = (
            torch.nn.functional.binary_cross_entropy_with_logits(a @ w, b, c, reduction="sum")
            + penalty / 2 * (w[1:] ** 2).sum()
        )
        loss.backward()
        return loss

    optimizer.step(closure)
    return w.detach().numpy()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--hold", nargs="+", required=True)
    parser.add_argument(
        "--model", type=Path, help="folder of the reader of stage one (the shipped one knows the held batches)"
    )
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    coder = Coder(Settings(model=args.model) if args.model else Settings())
    texts = [t for name in ("current_events", "wikinews") for t in read_folder(args.gold / "train" / name)]
    texts += read_own_corpus(Path(__file__).parent.parent / "corpus")
    x, y, groups, counts = examples(coder, [t for t in texts if t.batch in {*args.hold, KEPT_OUT}])
    weights = {}
    fold, count = np.array([hash_fold(g) for g in groups]), np.array(counts)
    for r in ROLES:
        a, b = np.array(x[r]), np.array(y[r])
        right = np.zeros(3)
        for k in range(5):
            w = fit(a[fold != k], b[fold != k], count[fold != k])
            p = a[fold == k] @ w > 0
            t = b[fold == k] > 0
            right += [(p & t).sum(), p.sum(), t.sum()]
        link = a[:, FEATURES.index("link")] > 0
        t = b > 0
        print(
            f"{r}: cross-validated P {right[0] / right[1]:.3f} R {right[0] / right[2]:.3f}; "
            f"links alone P {(link & t).sum() / link.sum():.3f} R {(link & t).sum() / t.sum():.3f}; n {len(b)}"
        )
        weights[r] = dict(zip(FEATURES, fit(a, b, count).round(4).tolist(), strict=True))
        print({k: round(v, 2) for k, v in weights[r].items()})
    args.out.write_text(json.dumps(weights, indent=1) + "\n", encoding="utf-8")


def hash_fold(name: str) -> int:
    return sum(name.encode()) % 5


if __name__ == "__main__":
    main()
