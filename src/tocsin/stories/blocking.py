"""Which mentions are compared at all: those that share a key of who, what and when.

A key joins a time bucket with something rare enough: two parties and a type, one party and the predicate, or a name and
a type. The number of keys of a mention is bounded, so the work grows with the number of mentions and the size of the
blocks, not with the square of the store.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from itertools import combinations

from tocsin.stories.mentions import Told

DAYS = 8  # of a time bucket
_SLACK = 2  # days by which stated days may miss each other
_WIDE = 40  # days: longer intervals are looked up by year
_MOST_NAMES = 4
_MOST_PARTIES = 4


def keys(told: Told) -> dict[int, bool]:
    """Keys of a mention. A key with False only answers to a True of another mention: the years of dated mentions."""
    found: dict[int, bool] = {}
    subjects = list(_subjects(told))
    for bucket, active in _buckets(told):
        for subject in subjects:
            key = _hashed(bucket, *subject)
            found[key] = found.get(key, False) or active
    return found


def _subjects(told: Told) -> Iterator[tuple[str, ...]]:
    """Who and what, without when."""
    parties = sorted({party.code or party.name for party in told.parties} - {""})[:_MOST_PARTIES]
    lemma = told.lemma or told.cameo
    for one, other in combinations(parties, 2):
        yield "pair", told.event, one, other
    for party in parties:
        yield "party", lemma[:5], party
        if told.event and told.mode:
            yield "mode", told.event, told.mode[0], party
    for name in sorted(told.names, key=lambda name: (-len(name), name))[:_MOST_NAMES]:
        yield "name", told.event or lemma[:5], name
    if told.place:
        yield "place", told.event or lemma[:5], told.place
    if told.text:
        yield "sentence", told.text


def _buckets(told: Told) -> Iterator[tuple[str, bool]]:
    """When: runs of eight days, or years for what is dated less closely or told as background."""
    if told.span is None and told.published is None:
        yield "never", True
        return
    start, end = told.span or (told.published or 0, told.published or 0)
    if told.span is not None and end - start <= _WIDE:
        slack = _SLACK if told.start is not None else 0
        for number in range((start - slack) // DAYS, (end + slack) // DAYS + 1):
            yield f"d{number}", True
        yield from ((f"y{year}", False) for year in _years(start, end))
    else:
        yield from ((f"y{year}", True) for year in _years(start, end))


def _years(start: int, end: int) -> range:
    """Numbers of the years an interval touches, at most ten."""
    first, last = start // 365, end // 365
    return range(max(first, last - 9), last + 1)


def _hashed(*parts: str) -> int:
    """Sixty-three bits of the parts, the same on every machine."""
    packed = "\x1f".join(parts).encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(packed, digest_size=8).digest()) >> 1


def pairs(told: Iterable[Told]) -> Iterator[tuple[str, str]]:
    """Every pair of these mentions that shares a key, each once, lower id first."""
    blocks: dict[int, tuple[list[str], list[str]]] = {}
    for one in told:
        for key, active in keys(one).items():
            blocks.setdefault(key, ([], []))[not active].append(one.id)
    seen: set[tuple[str, str]] = set()
    for active_ids, passive_ids in blocks.values():
        crossed = ((a, p) for a in active_ids for p in passive_ids)
        for a, b in (*combinations(active_ids, 2), *crossed):
            pair = (a, b) if a < b else (b, a)
            if pair not in seen:
                seen.add(pair)
                yield pair
