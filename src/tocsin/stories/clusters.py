"""From scored pairs to stories: greedy agglomeration, best pair first, with a guard against chains.

Two groups are joined only if their mentions agree on the whole, not just where they touch, and if no two of them rule
each other out. The result depends on the set of mentions alone: ties are broken by ids.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from tocsin.stories.scoring import EVEN

Scorer = Callable[[str, str], float | None]
_SAMPLE = 8  # mentions of a group that are compared when two large groups meet: by id, so always the same
ASUNDER = -6.0  # points of a pair that rules itself out, in the mean


def components(ids: Iterable[str], links: Iterable[tuple[str, str]]) -> list[list[str]]:
    """What hangs together by links, each sorted, by first id."""
    above = {name: name for name in ids}

    def root(name: str) -> str:
        while above[name] != name:
            above[name] = above[above[name]]
            name = above[name]
        return name

    for one, other in links:
        low, high = sorted((root(one), root(other)))
        above[high] = low
    found: dict[str, list[str]] = {}
    for name in sorted(above):
        found.setdefault(root(name), []).append(name)
    return sorted(found.values())


def agglomerate(
    ids: Iterable[str], links: Mapping[tuple[str, str], float], scorer: Scorer, least: float = EVEN
) -> list[list[str]]:
    """Groups of ids, each sorted, by first id. `links` are the pairs with at least `least` points."""
    group = {name: [name] for name in ids}
    known = dict(links)

    def mean(one: list[str], other: list[str]) -> float:
        total = 0.0
        pairs = [(a, b) if a < b else (b, a) for a in one[:_SAMPLE] for b in other[:_SAMPLE]]
        for pair in pairs:
            if pair not in known:
                found = scorer(*pair)
                known[pair] = ASUNDER if found is None else found
            total += known[pair]
        return total / len(pairs)

    for (a, b), points in sorted(links.items(), key=lambda link: (-link[1], link[0])):
        one, other = group[a], group[b]
        if points < least or one is other or (len(one) + len(other) > 2 and mean(one, other) < least):
            continue
        joined = sorted(one + other)
        for name in joined:
            group[name] = joined
    return sorted({id(names): names for names in group.values()}.values())
