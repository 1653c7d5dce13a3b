"""Does every row of the lexicon do what its example says? ``python -m tocsin.events.check [OVERLAY]`` answers.

Each example is read as a text of its own and coded by the lexicon alone: the word marked ``[T ...]`` must be a
trigger of the row's type (or of none, in none_*.tsv), and the parties found must overlap the phrases marked ``[A ...]``
and ``[R ...]``.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from tocsin.actors.registry import Registry
from tocsin.actors.resolver import ActorResolver
from tocsin.events.arguments import parties_of
from tocsin.events.lexicon import Entry, Lexicon, load_lexicon
from tocsin.events.triggers import Trigger, find_triggers
from tocsin.language.model import load

_MARK = re.compile(r"\[([ART]) ([^\]]*)\]")
_BATCH = 256


@dataclass(frozen=True, slots=True)
class Example:
    """An example sentence without its marks; ``marks`` holds (kind, start, end)."""

    text: str
    marks: tuple[tuple[str, int, int], ...]

    def spans(self, kind: str) -> list[tuple[int, int]]:
        """Character spans marked A, R or T."""
        return [(a, b) for k, a, b in self.marks if k == kind]


@dataclass(frozen=True, slots=True)
class Verdict:
    """How an entry's example was coded. ``problem`` is "" when the trigger is right, ``parties`` "" when they are."""

    entry: Entry
    problem: str
    parties: str

    def __str__(self) -> str:
        what = self.problem or self.parties or "ok"
        return f"{self.entry.source} {self.entry.predicate} “{self.entry.pattern}”: {what} | {self.entry.example}"


def read_example(marked: str) -> Example:
    """Take the marks out of an example sentence. Raises ValueError when a bracket is left over.

    >>> read_example("[A Oslo] [T urged] peace.").marks
    (('A', 0, 4), ('T', 5, 10))
    """
    text, marks, last = "", [], 0
    for found in _MARK.finditer(marked):
        text += marked[last : found.start()]
        marks.append((found[1], len(text), len(text) + len(found[2])))
        text += found[2]
        last = found.end()
    text += marked[last:]
    if "[" in text or "]" in text:
        raise ValueError(f"a mark is not of the form [T word], [A ...] or [R ...] in {marked!r}")
    return Example(text, tuple(marks))


def check(lexicon: Lexicon, nlp: Language, resolver: ActorResolver) -> Iterator[Verdict]:
    """A verdict for every entry of a lexicon, in the order of its rows."""
    entries = list(lexicon)
    examples = [read_example(e.example) for e in entries]
    docs = nlp.pipe([e.text for e in examples], batch_size=_BATCH)
    for entry, example, doc in zip(entries, examples, docs, strict=True):
        yield judge(entry, example, doc, lexicon, resolver)


def judge(entry: Entry, example: Example, doc: Doc, lexicon: Lexicon, resolver: ActorResolver) -> Verdict:
    """Code a read example by the lexicon alone and compare it with its marks."""
    marked = example.spans("T")
    if not marked:
        return Verdict(entry, "the example marks no [T word]", "")
    triggers = [t for t in find_triggers(doc, lexicon, None) if _touches(_span(t), marked)]
    if not entry.event:
        return Verdict(entry, f"coded {triggers[0].event} by {_rule(triggers[0])}" if triggers else "", "")
    right = [t for t in triggers if t.event == entry.event]
    if not right:
        problem = f"coded {triggers[0].event} by {_rule(triggers[0])}" if triggers else "not coded"
        return Verdict(entry, problem, "")
    actors = resolver.read(doc, None)
    (found,) = parties_of([right[0]], actors, None)
    missing = []
    for kind, parties in zip("AR", found, strict=True):
        spans = [actors.span(t) for t in parties.tokens]
        missing += [f"{kind} {example.text[a:b]!r}" for a, b in example.spans(kind) if not _touches((a, b), spans)]
    return Verdict(entry, "", f"not found: {', '.join(missing)}; by {_rule(right[0])}" if missing else "")


def _rule(trigger: Trigger) -> str:
    entry = trigger.match.entry if trigger.match else None
    return f"{entry.source} “{entry.pattern}”" if entry else "no entry"


def _span(trigger: Trigger) -> tuple[int, int]:
    return trigger.token.idx, trigger.token.idx + len(trigger.token.text)


def _touches(span: tuple[int, int], others: Iterable[tuple[int, int]]) -> bool:
    return any(span[0] < b and a < span[1] for a, b in others)


def main(arguments: list[str]) -> int:
    """Print what fails, then counts by file. 1 when any row's trigger is not coded as the row says."""
    overlay = Path(arguments[0]) if arguments else None
    lexicon = load_lexicon(overlay)
    failed, no_party, rows = Counter[str](), Counter[str](), Counter[str]()
    for verdict in check(lexicon, load(), ActorResolver(Registry.load(overlay))):
        name = verdict.entry.source.split(":")[0]
        rows[name] += 1
        failed[name] += bool(verdict.problem)
        no_party[name] += bool(verdict.parties)
        if verdict.problem or verdict.parties:
            print(verdict)
    for name in sorted(rows):
        print(f"{name:24} {rows[name]:5} rows, {failed[name]:4} not coded so, {no_party[name]:4} with a party missing")
    total = rows.total()
    coded = total - failed.total()
    print(f"type and trigger {coded / total:.1%}, parties {1 - no_party.total() / coded:.1%}")
    return 1 if failed.total() else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
