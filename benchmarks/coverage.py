"""Actor coverage on raw news: of the subjects and objects of coded predicates, how many resolve to a country or sector?

    python benchmarks/coverage.py NEWS.jsonl [--limit 500] [--unresolved 40]

Prints the shares by grammatical place, and the unresolved head words by frequency: the list to work through.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from itertools import islice
from pathlib import Path

from tocsin.coder import Coder
from tocsin.events.clauses import agents, conjuncts, objects, subjects
from tocsin.events.triggers import find_triggers
from tocsin.records import Article

PLACES = {"subject": subjects, "object": objects, "agent": agents}


def count(coder: Coder, articles: list[Article]) -> tuple[Counter[tuple[str, str]], Counter[str]]:
    """(place, how) → number, how being country, sector or none; and the heads of the unresolved phrases."""
    shares: Counter[tuple[str, str]] = Counter()
    unresolved: Counter[str] = Counter()
    for article, doc in zip(articles, coder.nlp.pipe([a.text for a in articles]), strict=True):
        view = coder.reading(article, doc)
        for trigger in find_triggers(doc, coder.lexicon, view.heard):
            for place, find in PLACES.items():
                for token in (c for t in find(trigger.token) for c in conjuncts(t)):
                    entities = view.actors.entities(token)
                    how = "country" if any(e.code for e in entities) else "sector" if entities else "none"
                    shares[place, how] += 1
                    if how == "none":
                        unresolved[token.lemma_] += 1
    return shares, unresolved


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("news", type=Path)
    parser.add_argument("--limit", type=int, default=500)
    parser.add_argument("--unresolved", type=int, default=40)
    args = parser.parse_args()
    with args.news.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in islice(lines, args.limit)]
    articles = [Article(text=r["text"], id=r["id"], published=r.get("published") or r.get("date")) for r in rows]
    shares, unresolved = count(Coder(), articles)
    print(f"{'':10}{'country':>9}{'sector':>9}{'none':>9}{'phrases':>9}")
    for place in PLACES:
        total = sum(n for (p, _), n in shares.items() if p == place) or 1
        cells = "".join(f"{shares[place, how] / total:9.3f}" for how in ("country", "sector", "none"))
        print(f"{place:10}{cells}{total:9}")
    print("unresolved:", ", ".join(f"{word} {n}" for word, n in unresolved.most_common(args.unresolved)))


if __name__ == "__main__":
    main()
