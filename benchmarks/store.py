"""Speed, memory and safety of the store, on synthetic records.

    python benchmarks/store.py [--events N] [--batch N]

Adds N records (default 1,000,000; ten for each article) through Arrow, asks the five commonest queries, kills a writer
with -9 in the middle of a write and opens the file again, archives it and restores it, and compares row for row.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

PER_ARTICLE = 10
CODER = "synthetic 1"
DAYS = 2_500
WORDS = [f"w{number}" for number in range(50_000)]
COUNTRIES = "KOR PRK CHN USA JPN RUS UKR FRA DEU GBR".split()
TYPES = (
    "AGREE CONSULT SUPPORT COOPERATE AID RETREAT CONCEDE REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE "
    "COERCE ASSAULT"
).split()
QUERIES = {
    "events by type": "SELECT event, count(*) FROM events GROUP BY event",
    "who to whom, by month": (
        "SELECT a.label, r.label, date_trunc('month', a.published) AS month, count(*) AS n FROM actors a "
        "JOIN actors r ON a.mention = r.mention AND a.side = 'actor' AND r.side = 'recipient' "
        "GROUP BY ALL ORDER BY n DESC LIMIT 100"
    ),
    "one pair of parties, with words": (
        "SELECT published, event, words, sentence FROM mentions WHERE id IN (SELECT mention FROM actors "
        "WHERE side = 'actor' AND label = 'KOR/GOV') AND event = 'REQUEST' ORDER BY published LIMIT 100"
    ),
    "one week": "SELECT * FROM events WHERE date BETWEEN '2016-01-11' AND '2016-01-17'",
    "one article with its records": "SELECT m.* FROM mentions m JOIN articles a ON a.id = m.article WHERE a.id = 'a77'",
}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=1_000_000, help="records (default 1,000,000)")
    parser.add_argument("--batch", type=int, default=50_000, help="records of one transaction (default 50,000)")
    parser.add_argument("--folder", type=Path, help="where to work (default: a temporary folder)")
    parser.add_argument("--write", type=int, help=argparse.SUPPRESS)  # the writer that is killed
    args = parser.parse_args()
    if args.write is not None:
        _write_on(args.folder / "bench.duckdb", args.write, args.batch)
        return
    with TemporaryDirectory(dir=args.folder) as folder:
        _measure(Path(folder), args.events, args.batch)


def _measure(folder: Path, events: int, batch: int) -> None:
    path = folder / "bench.duckdb"
    _add_all(path, events, batch)
    _ask(path)
    _kill(folder, events, batch)
    _archive(folder)


def _add_all(path: Path, events: int, batch: int) -> None:
    """Rows a second, without the time of making them up."""
    from tocsin.store.store import open_store

    writing, working = 0.0, 0.0
    with open_store(path) as store:
        for start in range(0, events, batch):
            articles, mentions = made(start, min(batch, events - start))
            begun, worked = time.perf_counter(), time.process_time()
            store.add_arrow(articles, mentions, coder=CODER)
            writing, working = writing + time.perf_counter() - begun, working + time.process_time() - worked
        begun, worked = time.perf_counter(), time.process_time()
    writing, working = writing + time.perf_counter() - begun, working + time.process_time() - worked
    size = path.stat().st_size
    pace = f"{events / writing:,.0f} records/s"
    print(
        f"add: {events:,} records, {events // PER_ARTICLE:,} articles in {writing:.1f} s ({working:.1f} s of processor)"
    )
    print(f"add: {pace}; peak memory {_peak()} MB")
    print(f"file: {size / 1e6:.0f} MB, {size / events:.0f} bytes a record with its share of the text")
    with open_store(path) as store:
        articles, mentions = made(0, batch)
        begun = time.perf_counter()
        added = store.add_arrow(articles, mentions, coder=CODER)
        print(f"add {batch:,} again: {time.perf_counter() - begun:.2f} s, changed {added.mentions} records")


def _ask(path: Path) -> None:
    """Milliseconds of the commonest queries: the median of five, the first on a file just opened, processor time."""
    from tocsin.store.store import open_store

    for name, sql in QUERIES.items():
        with open_store(path, read_only=True) as store:
            worked = time.process_time()
            times = [_timed(lambda sql=sql: store.query(sql))[0] for _ in range(5)]  # type: ignore[misc]
            worked = (time.process_time() - worked) / 5
        took = f"{sorted(times)[2] * 1000:.0f} ms (first {times[0] * 1000:.0f}, of processor {worked * 1000:.0f})"
        print(f"query: {name}: {took}")


def _kill(folder: Path, events: int, batch: int) -> None:
    """Kill a writer in the middle of a write; what it had committed must be there, once, and nothing else."""
    from tocsin.store.store import open_store

    path, size = folder / "bench.duckdb", min(batch, 10_000)
    lost = half = doubled = 0
    seconds = []
    for delay in (0.05, 0.2, 0.5):
        with open_store(path, read_only=True) as store:
            start = _count(store, "mentions")
        command = [sys.executable, __file__, "--folder", str(folder), "--write", str(start), "--batch", str(size)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            told = int(process.stdout.readline())
            time.sleep(delay)
            os.kill(process.pid, signal.SIGKILL)
            told = max([told, *(int(line) for line in process.stdout.read().split())])
        spent, store = _timed(lambda: open_store(path))
        seconds.append(spent)
        with store:
            found = _count(store, "mentions")
            lost += max(0, told - found)
            half += (found - start) % size
            doubled += found - store.query("SELECT count(DISTINCT id) AS n FROM mentions").to_pylist()[0]["n"]
    opening = ", ".join(f"{spent:.2f}" for spent in seconds)
    print(
        f"kill -9 three times: opened again in {opening} s; {lost} records lost, {half} half-written, {doubled} double"
    )


def _write_on(path: Path, start: int, batch: int) -> None:
    """Add batch after batch and tell how many records are committed, until killed."""
    from tocsin.store.store import open_store

    with open_store(path) as store:
        for number in range(start, start + 1_000 * batch, batch):
            store.add_arrow(*made(number, batch), coder=CODER)
            print(number + batch, flush=True)


def _archive(folder: Path) -> None:
    """Archive, restore, compare."""
    from tocsin.store.archive import archive, restore
    from tocsin.store.migrations import TABLES
    from tocsin.store.store import open_store

    path, back, lake = folder / "bench.duckdb", folder / "back.duckdb", folder / "lake"
    with open_store(path, read_only=True) as store:
        spent, rows = _timed(lambda: archive(store, lake))
    size = sum(file.stat().st_size for file in lake.rglob("*.parquet"))
    print(f"archive: {sum(rows.values()):,} rows in {spent:.1f} s, {size / 1e6:.0f} MB")
    print(f"restore: {_timed(lambda: restore(lake, back))[0]:.1f} s")
    differing = {}
    for name in TABLES:
        sums = []
        for file in (path, back):
            with open_store(file, read_only=True) as store:
                sql = f"SELECT count(*) AS n, sum(hash(t)::HUGEINT)::VARCHAR AS s FROM raw.{name} t"
                sums.append(store.query(sql).to_pylist())
        if sums[0] != sums[1]:
            differing[name] = sums
    print(f"restored equal row for row: {'no: ' + json.dumps(differing) if differing else 'yes'}")


def made(start: int, events: int) -> tuple[Any, Any]:
    """Articles and their records, the same for the same numbers, as Arrow tables.

    A thousand records are made one by one; the others repeat them with ids, articles and days of their own.
    """
    import pyarrow as pa

    from tocsin.arrow import article_schema

    numbers = range(start, start + events)
    articles = [_article(number) for number in range(start // PER_ARTICLE, (start + events) // PER_ARTICLE)]
    mentions = pa.concat_tables([_pattern()] * (events // 1_000 + 1)).slice(0, events)
    days = [_day(number // PER_ARTICLE // 40) for number in numbers]
    own = {
        "id": [f"{number:016x}" for number in numbers],
        "article": [f"a{number // PER_ARTICLE}" for number in numbers],
        "published": days,
        "date": [day if number % 2 else None for number, day in zip(numbers, days, strict=True)],
    }
    own["enddate"] = own["date"]
    for name, values in own.items():
        mentions = mentions.set_column(mentions.schema.get_field_index(name), name, pa.array(values, pa.string()))
    return pa.Table.from_pylist(articles, article_schema()), mentions


@cache
def _pattern() -> Any:
    import pyarrow as pa

    from tocsin.arrow import event_schema

    return pa.Table.from_pylist(list(_mentions(0, 1_000)), event_schema())


def _day(number: int) -> str:
    from datetime import date, timedelta

    return (date(2016, 1, 1) + timedelta(days=number % DAYS)).isoformat()


def _article(number: int) -> dict[str, Any]:
    # every twentieth article is a reprint of the one before it
    seed = number - 1 if number % 20 == 19 else number
    words = " ".join(random.Random(seed).choices(WORDS, k=300))
    return {
        "id": f"a{number}",
        "title": f"Title {number}",
        "published": _day(number // 40),
        "publisher": f"Paper {number % 200}",
        "url": f"https://example.org/{number}",
        "language": "en",
        "source": f"file.jsonl:{number}",
        "text": f"Seoul urged Beijing to act. {words}",
    }


def _mentions(start: int, events: int) -> Iterator[dict[str, Any]]:
    for number in range(start, start + events):
        article, place = divmod(number, PER_ARTICLE)
        day = _day(article // 40)
        trigger = [6 + place * 100, 11 + place * 100]
        yield {
            "id": f"{number:016x}",
            "article": f"a{article}",
            "published": day,
            "event": TYPES[number // 3 % 16],
            "mode": ["visit"] if number % 3 else [],
            "context": ["diplomatic"],
            "cameo": "111",
            "quad_code": 1 + number % 4,
            "event_scale": float(number % 21 - 10),
            "actor": [_party(number, trigger)],
            "recipient": [_party(number * 3 + 1, trigger)] if number % 5 else [],
            "date": day if number % 2 else None,
            "enddate": day if number % 2 else None,
            "date_precision": "day" if number % 2 else "",
            "auxiliary": ["future"] if number % 7 == 0 else [],
            "attribution": [[_party(number + 5, trigger)]] if number % 4 == 0 else [],
            "confidence": (number % 100) / 100,
            "evidence": {
                "sentence": [trigger[0] - 6, trigger[1] + 80],
                "trigger": trigger,
                "actor": [trigger],
                "recipient": [],
                "date": None,
                "cues": [{"kind": "future", "span": trigger}],
                "rule": "urge verb 3",
            },
            "coder": CODER,
        }


def _party(number: int, span: list[int]) -> dict[str, Any]:
    code = COUNTRIES[number % len(COUNTRIES)]
    return {
        "code": code,
        "sector": ["GOV" if number % 4 else "MIL"],
        "text": "Seoul",
        "name": f"Name of {code}",
        "identifier": f"Q{number % 900}",
        "span": span,
    }


def _count(store: Any, view: str) -> int:
    found: int = store.query(f"SELECT count(*) AS n FROM raw.{view}").to_pylist()[0]["n"]
    return found


def _timed(run: Callable[[], Any]) -> tuple[float, Any]:
    begun = time.perf_counter()
    found = run()
    return time.perf_counter() - begun, found


def _peak() -> int:
    """Peak memory of this process so far, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1024 if sys.platform != "darwin" else 1024 * 1024)


if __name__ == "__main__":
    main()
