"""Speed and memory of the coder: sentences and articles a second, one and two processes, start-up, share of each stage.

    python benchmarks/throughput.py [ARTICLES.jsonl ...] [--limit N] [--jobs 1 2]

Without files the example articles are coded, over and over, up to `--limit`. Each measurement runs in a fresh process.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import count, islice
from pathlib import Path
from typing import Any

EXAMPLES = Path(__file__).parents[1] / "examples" / "articles"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, help="articles to code (default: the examples)")
    parser.add_argument("--limit", type=int, default=400, help="articles (default 400)")
    parser.add_argument("--jobs", type=int, nargs="+", default=[1, 2], help="numbers of processes (default 1 2)")
    parser.add_argument("--measure", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.measure:
        print(json.dumps(MEASURES[args.measure](args)))
        return
    print(f"start-up: --help {_seconds('--help'):.2f} s, {_described(_measured('start', args))}")
    for jobs in args.jobs:
        print(f"{jobs} process{'es' * (jobs > 1)}: {_described(_measured('throughput', args, jobs))}")
    stages = _measured("stages", args)
    total = sum(stages.values()) or 1.0
    print("stages: " + (", ".join(f"{name} {spent / total:.0%}" for name, spent in _largest(stages)) or "not measured"))
    quarter, whole = (_measured("memory", args, limit=args.limit // part)["peak MB"] for part in (4, 1))
    print(f"memory: peak {quarter} MB after {args.limit // 4} articles, {whole} MB after {args.limit}")


def _measured(name: str, args: argparse.Namespace, jobs: int = 1, limit: int | None = None) -> dict[str, float]:
    """One measurement in a process of its own."""
    command = [sys.executable, __file__, "--measure", name, "--jobs", str(jobs), "--limit", str(limit or args.limit)]
    out = subprocess.run([*command, *map(str, args.files)], capture_output=True, text=True, check=True).stdout
    found: dict[str, float] = json.loads(out.splitlines()[-1])
    return found


def _described(found: dict[str, float]) -> str:
    return ", ".join(f"{value:,g} {name}" for name, value in found.items())


def _largest(stages: dict[str, float]) -> list[tuple[str, float]]:
    return sorted(stages.items(), key=lambda pair: -pair[1])


def _seconds(*args: str) -> float:
    """Wall time of a command of tocsin: the best of three."""
    times = []
    for _ in range(3):
        begun = time.perf_counter()
        subprocess.run([sys.executable, "-m", "tocsin", *args], capture_output=True, check=True)
        times.append(time.perf_counter() - begun)
    return min(times)


def _articles(args: argparse.Namespace) -> Iterator[Any]:
    """Articles up to the limit; the examples are repeated under new ids."""
    from tocsin.sources.files import read_articles

    if args.files:
        return islice(read_articles(*args.files), args.limit)
    examples = list(read_articles(EXAMPLES))
    rounds = (replace(article, id=f"{article.id}-{number}") for number in count() for article in examples)
    return islice(rounds, args.limit)


def _peak() -> int:
    """Peak memory of this process and its largest child so far, in megabytes."""
    own, children = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return (own + children) // (1024 if sys.platform != "darwin" else 1024 * 1024)


def start(args: argparse.Namespace) -> dict[str, float]:
    """Seconds until the coder is made, and until a first sentence is coded."""
    begun = time.perf_counter()
    from tocsin.engines.local import make_coder
    from tocsin.records import Article
    from tocsin.settings import Settings

    coder = make_coder(Settings())
    made = time.perf_counter() - begun
    list(coder.code([Article(text="Seoul condemned the launch.")]))
    return {"s to a coder": round(made, 2), "s to a first record": round(time.perf_counter() - begun, 2)}


def throughput(args: argparse.Namespace) -> dict[str, float]:
    """Articles, characters and records a second, after start-up."""
    from tocsin.engines.local import code_articles

    articles = list(_articles(args))
    coded = code_articles(_repeat_first(articles), jobs=args.jobs[0])
    next(coded)  # start-up is measured on its own
    begun = time.perf_counter()
    events = sum(len(found) for _, found, _ in coded)
    spent = time.perf_counter() - begun
    sentences = _sentences(articles)
    return {
        "articles/s": round(len(articles) / spent, 1),
        "sentences/s": round(sentences / spent),
        "characters/s": round(sum(len(article.text) for article in articles) / spent),
        "records": events,
        "MB peak": _peak(),
    }


def _repeat_first(articles: list[Any]) -> Iterable[Any]:
    yield articles[0]
    yield from articles


def _sentences(articles: list[Any]) -> int:
    """Sentences by their ends: good enough for a rate."""
    return sum(text.count(". ") + text.count(".\n") + text.count('."') + 1 for text in (a.text for a in articles))


def stages(args: argparse.Namespace) -> dict[str, float]:
    """Seconds spent in each stage, as the coder keeps them in `timings`."""
    from tocsin.engines.local import make_coder
    from tocsin.settings import Settings

    coder = make_coder(Settings())
    for _ in coder.code(islice(_articles(args), 100)):
        pass
    return dict(getattr(coder, "timings", {}))


def memory(args: argparse.Namespace) -> dict[str, float]:
    """Peak memory after so many articles."""
    from tocsin.engines.local import code_articles

    for _ in code_articles(_articles(args)):
        pass
    return {"peak MB": _peak()}


MEASURES = {"start": start, "throughput": throughput, "stages": stages, "memory": memory}

if __name__ == "__main__":
    main()
