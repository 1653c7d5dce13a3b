"""What stories join in news items with known topics: how many joined pairs share one, and pairs to read by eye.

    python benchmarks/story_pairs.py --news ../shared/data/news/current_events.jsonl --cache items-cache --pairs out.txt

Each item is a sentence or two; `story` names its running topic, `links` its entities. Two items on one happening share
one of them, but so do many others: the share bounds the precision from above only, so read the pairs.
"""

from __future__ import annotations

import argparse
import json
import pickle
import random
from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

from tocsin.records import Article, Event
from tocsin.stories.blocking import pairs
from tocsin.stories.clusters import agglomerate, components
from tocsin.stories.mentions import Told, told
from tocsin.stories.scoring import EVEN, parts, score

NEAR = -2.0  # points from which an unjoined pair is near
READ = 50
Pair = tuple[str, str]


def items(news: Path, month: str, most: int) -> list[dict[str, Any]]:
    """Items of one month, by day."""
    rows = [json.loads(line) for line in news.read_text(encoding="utf-8").splitlines()]
    return sorted((row for row in rows if row["date"].startswith(month)), key=lambda row: (row["date"], row["id"]))[
        :most
    ]


def coded(rows: Sequence[dict[str, Any]], cache: Path) -> list[tuple[Article, list[Event], Any]]:
    """The items with their records; coded once."""
    if not cache.exists():
        from tocsin.coder import Coder

        articles = [Article(id=row["id"], text=row["text"], published=row["date"]) for row in rows]
        cache.write_bytes(pickle.dumps(list(Coder().code(articles))))
    found: list[tuple[Article, list[Event], Any]] = pickle.loads(cache.read_bytes())
    return found


def joined_and_near(mentions: dict[str, Told]) -> tuple[list[Pair], list[Pair]]:
    """Pairs in one story, and pairs that nearly were."""
    points = {pair: found for pair in pairs(mentions.values()) if (found := _score(mentions, *pair)) is not None}
    links = {pair: found for pair, found in points.items() if found >= EVEN}
    joined: list[Pair] = []
    for component in components(mentions, links):
        inside = set(component)
        own = {pair: found for pair, found in links.items() if pair[0] in inside}
        for group in agglomerate(component, own, lambda a, b: _score(mentions, a, b)):
            joined += combinations(group, 2)
    near = [pair for pair, found in points.items() if found >= NEAR and pair not in set(joined)]
    return sorted(joined), sorted(near)


def _score(mentions: dict[str, Told], a: str, b: str) -> float | None:
    return score(mentions[a], mentions[b])


def shares(one: dict[str, Any], other: dict[str, Any]) -> tuple[bool, bool]:
    """Do two items share a story, an entity link?"""
    links = [{target for _, target in item["links"]} for item in (one, other)]
    return bool(set(one["story"]) & set(other["story"])), bool(links[0] & links[1])


def shown(title: str, some: Sequence[Pair], mentions: dict[str, Told]) -> Iterator[str]:
    """Pairs for reading."""
    for number, (a, b) in enumerate(some, 1):
        found = parts(mentions[a], mentions[b]) or {}
        yield f"{title} {number}: {sum(found.values()):.1f} = " + ", ".join(
            f"{k} {v:.1f}" for k, v in found.items() if v
        )
        for one in (mentions[a], mentions[b]):
            who = ", ".join(sorted(p.label for p in one.actors)), ", ".join(sorted(p.label for p in one.recipients))
            yield f"    {one.article} {one.event} {one.status} [{who[0]} > {who[1]}] {one.lemma}: {one.text}"
        yield ""


def main() -> None:
    """Print the shares; write the pairs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--news", type=Path, required=True)
    parser.add_argument("--month", default="2026-03")
    parser.add_argument("--items", type=int, default=600)
    parser.add_argument("--cache", type=Path, required=True, help="keeps the records")
    parser.add_argument("--pairs", type=Path, required=True, help="file for the pairs to read")
    args = parser.parse_args()
    rows = items(args.news, args.month, args.items)
    by_id = {row["id"]: row for row in rows}
    mentions = {
        event.id: told(event, article.text[slice(*event.evidence.sentence)])
        for article, events, _ in coded(rows, args.cache)
        for event in events
    }
    joined, near = joined_and_near(mentions)
    across = [(a, b) for a, b in joined if mentions[a].article != mentions[b].article]
    found = [shares(by_id[mentions[a].article], by_id[mentions[b].article]) for a, b in across]
    print(f"{len(rows)} items, {len(mentions)} mentions, {len(joined)} pairs joined, {len(across)} across items;")
    story, link, either = (sum(map(test, found)) for test in (lambda s: s[0], lambda s: s[1], any))
    print(f"of these share a story {story}, an entity link {link}, either {either}; near but unjoined {len(near)}")
    chosen = random.Random(1)
    within = [pair for pair in joined if pair not in set(across)]
    some = across[:READ] + chosen.sample(within, min(len(within), max(0, READ - len(across))))
    near_across = [(a, b) for a, b in near if mentions[a].article != mentions[b].article]
    text = [
        *shown("joined", some, mentions),
        *shown("near", chosen.sample(near_across, min(READ, len(near_across))), mentions),
    ]
    args.pairs.write_text("\n".join(text) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
