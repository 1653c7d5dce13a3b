"""Cross-document event coreference on gold mentions of ECB+ and MEANTIME: our stories beside two baselines.

    python benchmarks/coreference.py --data ../shared/data --cache coref-cache
    python benchmarks/coreference.py --data ../shared/data --cache coref-cache --fit     # a logistic fit of our points

Every system clusters the mentions of one topic (ECB+: its topics 36-45; MEANTIME: its four corpora) and gets the same
gold mentions. Reading takes minutes and is kept in the cache; delete it after a change of the reader. The copy of ECB+
holds part of its documents, so figures are comparable within this table only.
"""

from __future__ import annotations

import argparse
import pickle
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import combinations
from pathlib import Path

import numpy as np

from coreference_metrics import Score, clusters, conll
from coreference_reading import Gold, ecbplus, meantime, read
from tocsin.stories.clusters import agglomerate, components
from tocsin.stories.mentions import Told, told
from tocsin.stories.scoring import EVEN, parts, score

TEST = range(36, 46)
Item = tuple[Gold, Told]
_COLUMNS = ("MUC", "B3", "CEAF-e")


def load(data: Path, cache: Path) -> dict[str, list[Item]]:
    """Mentions of ECB+ (development and test topics) and MEANTIME, read once."""
    cache.mkdir(parents=True, exist_ok=True)
    sources = {"ECB+": (ecbplus, "coref_ecbplus"), "MEANTIME": (meantime, "coref_meantime")}
    found: dict[str, list[Item]] = {}
    for name, (reader, folder) in sources.items():
        kept = cache / f"{folder}.pickle"
        if not kept.exists():
            from tocsin.coder import Coder

            texts = list(reader(data / folder))
            by_id = {text.article.id: text.article.text for text, _ in texts}
            kept.write_bytes(pickle.dumps((list(read(texts, Coder())), by_id)))
        golds, by_id = pickle.loads(kept.read_bytes())
        items = [
            (gold, told(gold.event, by_id[gold.event.article][slice(*gold.event.evidence.sentence)])) for gold in golds
        ]
        if name == "ECB+":
            found["ECB+ dev"] = [item for item in items if int(item[0].topic) not in TEST]
            items = [item for item in items if int(item[0].topic) in TEST]
        found[name] = items
    return found


def by_label(label: Callable[[Told], Hashable]) -> Callable[[Sequence[Item]], list[Hashable]]:
    """A baseline that joins what has the same label."""
    return lambda items: [label(one) for _, one in items]


def type_parties_day(one: Told) -> Hashable:
    """Same type (the predicate where there is none), same parties, same day; what has no party stands alone."""
    parties = tuple(sorted(party.code or party.name for party in one.parties))
    return (
        (one.event or one.lemma, parties, one.start if one.start is not None else one.published) if parties else one.id
    )


_SCORED: dict[tuple[str, str], float | None] = {}  # the same pairs are clustered with several thresholds


def stories(items: Sequence[Item], least: float = EVEN) -> list[Hashable]:
    """Our pairwise points and agglomeration, over all pairs of the topic."""
    numbered = {str(i).zfill(6): one for i, (_, one) in enumerate(items)}

    def scorer(a: str, b: str) -> float | None:
        pair = numbered[a].id, numbered[b].id
        if pair not in _SCORED:
            _SCORED[pair] = score(numbered[a], numbered[b])
        return _SCORED[pair]

    links = {
        pair: points for pair in combinations(numbered, 2) if (points := scorer(*pair)) is not None and points >= least
    }
    labels: dict[str, Hashable] = {}
    for component in components(numbered, links):
        inside = set(component)
        own = {pair: points for pair, points in links.items() if pair[0] in inside}
        for group in agglomerate(component, own, scorer, least):
            labels |= dict.fromkeys(group, group[0])
    return [labels[name] for name in numbered]


def tuned(dev: Sequence[Item]) -> float:
    """The threshold with the best CoNLL F1 on the development topics; how often a corpus tells a thing is its own."""

    def quality(least: float) -> float:
        return float(evaluate(dev, lambda items: stories(items, least))["CoNLL"])  # type: ignore[arg-type]

    return max((EVEN - step / 2 for step in range(7)), key=quality)


SYSTEMS: dict[str, Callable[[Sequence[Item]], list[Hashable]]] = {
    "each mention alone": lambda items: list(range(len(items))),
    "same lemma": by_label(lambda one: one.lemma),
    "same type, parties, day": by_label(type_parties_day),
    "tocsin stories": stories,
}


def evaluate(items: Iterable[Item], system: Callable[[Sequence[Item]], list[Hashable]]) -> dict[str, Score | float]:
    """Scores over all topics together."""
    topics: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        topics[item[0].topic].append(item)
    gold, found = [], []
    for topic, some in topics.items():
        gold += [((topic, i), (topic, item[0].chain)) for i, item in enumerate(some)]
        found += [((topic, i), (topic, label)) for i, label in enumerate(system(some))]
    return conll(clusters(gold), clusters(found))


def table(sets: dict[str, list[Item]]) -> str:
    """The table as Markdown, in percent."""
    lines = [f"| corpus | mentions | system | {' | '.join(f'{c} R/P/F1' for c in _COLUMNS)} | CoNLL F1 |"]
    lines.append("|" + "---|" * (len(_COLUMNS) + 4))
    least = tuned(sets.pop("ECB+ dev"))
    for corpus, items in sets.items():
        dense = {f"tocsin stories, from {least:+.1f} points": lambda some: stories(some, least)}
        for name, system in {**SYSTEMS, **(dense if corpus == "ECB+" else {})}.items():
            found = evaluate(items, system)
            cells = [
                f"{100 * s.recall:.1f} / {100 * s.precision:.1f} / {100 * s.f1:.1f}" for s in map(found.get, _COLUMNS)
            ]  # type: ignore[union-attr]
            lines.append(f"| {corpus} | {len(items)} | {name} | {' | '.join(cells)} | {100 * found['CoNLL']:.1f} |")  # type: ignore[operator]
    return "\n".join(lines)


def fit(items: Sequence[Item]) -> str:
    """Logistic regression of "one happening" on our points: 1 says a part weighs what it should."""
    topics: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        topics[item[0].topic].append(item)
    rows, answers, names = [], [], []
    for some in topics.values():
        for (gold, a), (other, b) in combinations(some, 2):
            found = parts(a, b)
            if found and "prior" in found:
                names = [name for name in found if name != "prior"]
                rows.append([found[name] for name in names])
                answers.append(gold.chain == other.chain)
    x = np.c_[np.ones(len(rows)), np.array(rows)]
    y = np.array(answers, float)
    w = np.zeros(x.shape[1])
    for _ in range(30):  # Newton's steps with a little ridge
        p = 1 / (1 + np.exp(-x @ w))
        hessian = (x * (p * (1 - p))[:, None]).T @ x + 1e-3 * np.eye(len(w))
        w += np.linalg.solve(hessian, x.T @ (y - p) - 1e-3 * w)
    weights = ", ".join(f"{name} {value:.2f}" for name, value in zip(("constant", *names), w, strict=True))
    return f"{len(rows)} pairs, {int(y.sum())} of one happening: {weights}"


def main() -> None:
    """Print the table, or the fit."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder with coref_ecbplus and coref_meantime")
    parser.add_argument("--cache", type=Path, required=True, help="folder that keeps what was read")
    parser.add_argument("--fit", action="store_true", help="fit our points on the development topics instead")
    args = parser.parse_args()
    sets = load(args.data, args.cache)
    print(fit(sets["ECB+ dev"]) if args.fit else table(sets))


if __name__ == "__main__":
    main()
