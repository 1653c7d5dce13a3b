"""Who says what, against PolNeAR's annotators: spans of sources and of contents, exact and sharing a word.

    python benchmarks/attribution.py --data attribution_polnear/dev [--limit N]

DATA has the folders text/ and attributions/ of PolNeAR 1.0 (Newell, Margolin & Ruths 2018); nothing of it is kept here.
Two spans are the same if they hold the same words. PolNeAR annotates what people want, believe, back or oppose as it
does speech, so the reader is measured twice: on speech alone, as records use it, and with such thoughts. The baseline
takes every "said" (say, says): its subject, and whatever else stands in its sentence.
"""

from __future__ import annotations

import argparse
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from tocsin.evaluate.scores import Share
from tocsin.evaluate.spans import Words, exact, overlap, pairs, total, words_in
from tocsin.language.model import load
from tocsin.language.quotes import find_speeches
from tocsin.quotation import named
from tocsin.records import Span

ROWS = ("source", "content", "source and content")


@dataclass(frozen=True, slots=True)
class Attribution:
    """The words of a source and of what it answers for."""

    source: Words
    content: Words


@dataclass(frozen=True, slots=True)
class Case:
    """One article and its annotators' attributions."""

    name: str
    text: str
    wanted: list[Attribution]


def read_cases(folder: Path) -> Iterator[Case]:
    """Articles of PolNeAR in order; raises ValueError where an annotation does not lie in its text."""
    files = sorted((folder / "text").glob("*.txt"))
    if not files:
        raise SystemExit(f"{folder}: no text/*.txt; give the folder of one part of PolNeAR, such as .../dev")
    for file in files:
        text = file.read_bytes().decode("utf-8")
        marks = min((folder / "attributions").glob(f"{file.stem}_*.ann"))  # NAME_ANNOTATOR; some have several
        yield Case(file.stem, text, [a for a in annotations(marks.read_text(encoding="utf-8"), text) if a.content])


def annotations(marks: str, text: str) -> Iterator[Attribution]:
    """Attributions of one file in brat's standoff format."""
    spans: dict[str, list[Span]] = {}
    lines = marks.split("\n")  # not splitlines: the quoted words may hold line ends of other kinds
    for line in lines:
        if re.match(r"T\d+\t", line):
            name, place, _ = line.split("\t", 2)
            parts = [tuple(map(int, part.split())) for part in place.split(" ", 1)[1].split(";")]
            if any(end > len(text) for _, end in parts):
                raise ValueError(f"{line[:60]!r}: beyond the text's {len(text)} characters; is it the right file?")
            spans[name] = [(start, end) for start, end in parts]
    for line in lines:
        if re.match(r"E\d+\t", line):
            roles: dict[str, list[Span]] = defaultdict(list)
            for part in line.split("\t", 1)[1].split():
                role, _, name = part.partition(":")
                roles[role.rstrip("0123456789")] += spans.get(name, [])
            yield Attribution(words_in(text, roles["Source"]), words_in(text, roles["Content"]))


def speech(doc: Doc, *, thoughts: bool = False) -> list[Attribution]:
    """What the reader finds."""
    made, text = [], doc.text
    for found in find_speeches(doc, thoughts=thoughts):
        source = [] if found.speaker is None else [named(doc[found.speaker])]
        content = [(doc[a].idx, doc[b - 1].idx + len(doc[b - 1])) for a, b in found.content]
        made.append(Attribution(words_in(text, source), words_in(text, content)))
    return made


def speech_and_thought(doc: Doc) -> list[Attribution]:
    """What it finds when asked for thoughts too."""
    return speech(doc, thoughts=True)


def every_said(doc: Doc) -> list[Attribution]:
    """The baseline: the subject of every "said", and the rest of its sentence."""
    made, text = [], doc.text
    for token in doc:
        if token.lower_ in ("said", "say", "says"):
            subject = next((list(c.subtree) for c in token.children if c.dep_ == "nsubj"), [])
            taken = {t.i for t in subject} | {token.i}
            rest = [t for t in token.sent if t.i not in taken]
            spans = [[(t.idx, t.idx + len(t)) for t in side] for side in (subject, rest)]
            made.append(Attribution(words_in(text, spans[0]), words_in(text, spans[1])))
    return made


def compare(found: list[Attribution], wanted: list[Attribution]) -> dict[tuple[str, str], Share]:
    """(what, exact or overlap) → share, of one article."""
    scores = {}
    for name in ("source", "content"):
        ours, theirs = ([getattr(a, name) for a in side] for side in (found, wanted))
        scores[name, "exact"], scores[name, "overlap"] = exact(ours, theirs), overlap(ours, theirs)
    for measure, count in (("exact", _same), ("overlap", _linked)):
        scores[ROWS[2], measure] = Share(count(found, wanted), len(wanted), len(found))
    return scores


def _same(found: list[Attribution], wanted: list[Attribution]) -> int:
    return len(set(found) & set(wanted))


def _linked(found: list[Attribution], wanted: list[Attribution]) -> int:
    """Contents that share words and have sources that do (or none on both sides)."""
    together = pairs([a.content for a in found], [a.content for a in wanted])
    sources = [(found[i].source, wanted[j].source) for i, j in together]
    return sum(bool(a & b) or not (a or b) for a, b in sources)


SYSTEMS: dict[str, Callable[[Doc], list[Attribution]]] = {
    'every "said"': every_said,
    "tocsin, speech": speech,
    "tocsin, speech and thought": speech_and_thought,
}


def measure(cases: Iterable[Case], nlp: Callable[[str], Doc] | Language) -> dict[str, dict[tuple[str, str], Share]]:
    """Scores of every system over all cases."""
    scores: dict[str, list[dict[tuple[str, str], Share]]] = {name: [] for name in SYSTEMS}
    for case in cases:
        doc = nlp(case.text)
        for name, system in SYSTEMS.items():
            scores[name].append(compare(system(doc), case.wanted))
    return {name: {key: total(s[key] for s in some) for key in some[0]} for name, some in scores.items() if some}


def table(scores: dict[str, dict[tuple[str, str], Share]]) -> str:
    """Markdown, precision / recall / F1 in percent."""
    lines = ["| system | spans | exact P / R / F1 | overlap P / R / F1 |", "|---|---|---|---|"]
    for system, some in scores.items():
        for row in ROWS:
            cells = [some[row, measure] for measure in ("exact", "overlap")]
            told = [f"{100 * s.precision:.1f} / {100 * s.recall:.1f} / **{100 * s.f1:.1f}**" for s in cells]
            lines.append(f"| {system} | {row} | {told[0]} | {told[1]} |")
    return "\n".join(lines)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder with text/ and attributions/")
    parser.add_argument("--limit", type=int, help="first N articles")
    args = parser.parse_args()
    cases = list(read_cases(args.data))[: args.limit]
    print(f"{len(cases)} articles, {sum(len(case.wanted) for case in cases)} attributions\n")
    print(table(measure(cases, load())))


if __name__ == "__main__":
    main()
