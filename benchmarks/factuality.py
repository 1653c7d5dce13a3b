"""Did it happen, against annotators: our status at every annotated predicate, as a number from -3 (no) to 3 (yes).

    python benchmarks/factuality.py --data factuality [--sets UDS_IH2 UW] [--part dev] [--limit N] [--errors N] [--fit]

DATA has folders of JSON Lines {text (words between blanks), targets: [{span1, label}]}: UDS-IH2 (Rudinger, White &
Van Durme 2018, on the English Web Treebank), UW (Lee, Artzi, Choi & Zettlemoyer 2015, newswire). Only to measure on;
nothing of it is kept here.

Our four statuses become one number by the weight of the heaviest; the weights (WEIGHTS) are fitted on the training part
of each set (--part train --fit), since the two ask differently. UDS-IH2: has it happened? What will be has not, and
counts against.
UW: how sure is the author that it happens, now or later? "rules" has the rules of language alone, each status 0 or 1;
"rules and judge" what records are made from: probabilities after the trained judge's first reading.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Token

from tocsin.events.circumstances import plain_cues, weighed
from tocsin.language.labels import STATUS
from tocsin.language.model import load
from tocsin.language.signals import signals
from tocsin.language.stance import status_of

SETS = ("UDS_IH2", "UW")
SYSTEMS = ("rules", "rules and judge")
# Value of what has no status, then what each of STATUS adds.
WEIGHTS: dict[tuple[str, str], tuple[float, ...]] = {
    ("UDS_IH2", "rules"): (2.12, 0.34, -3.75, -3.22, -2.01),
    ("UDS_IH2", "rules and judge"): (1.77, 0.0, -4.31, -3.43, -1.93),
    ("UW", "rules"): (2.71, 0.15, -0.6, -1.21, -3.91),
    ("UW", "rules and judge"): (2.77, 0.0, -0.66, -1.66, -4.3),
}
ROUNDS = 6  # of fitting; which status weighs most depends on the weights
PUBLISHED = """\
| published, test parts (MAE, r) | UDS-IH2 | UW |
|---|---|---|
| Lee et al. 2015, features | | .51, .71 |
| Stanovsky et al. 2017, rules (TruthTeller) and features | | .42, .66 |
| Rudinger et al. 2018, tree LSTM | 1.10, .70 | .60, .65 |
| Rudinger et al. 2018, linear LSTM | .96, .77 | .51, .72 |
"""


@dataclass(frozen=True, slots=True)
class Target:
    """One annotated predicate: its words as token indices, half-open, and its label from -3 to 3."""

    start: int
    end: int
    label: float


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence in words, with its annotated predicates."""

    words: tuple[str, ...]
    targets: tuple[Target, ...]


def read_sentences(path: Path) -> Iterator[Sentence]:
    """Sentences of a file in order."""
    if not path.is_file():
        raise SystemExit(f"{path}: no such file; --data must have a folder for each of --sets with PART.jsonl")
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            targets = (Target(*target["span1"], target["label"]) for target in row["targets"])
            yield Sentence(tuple(row["text"].split(" ")), tuple(targets))


def read(sentence: Sentence, nlp: Language) -> Doc:
    """The sentence read in its own words."""
    words = list(sentence.words)
    doc = Doc(nlp.vocab, words=words, sent_starts=[i == 0 for i in range(len(words))])
    for _, pipe in nlp.pipeline:
        doc = pipe(doc)
    return doc


def statuses(token: Token) -> dict[str, np.ndarray]:
    """Each status of a predicate from 0 to 1 (labels STATUS), by system."""
    told = status_of(token)
    rules = np.array([float(name in told.values) for name in STATUS])
    heard = signals(token.doc)
    if heard is None:
        return {"rules": rules}
    plain = plain_cues(told, told.values, token.doc)
    return {"rules": rules, "rules and judge": weighed(heard.status[token.i], told.values, plain, settled=told.settled)}


def predicate(doc: Doc, target: Target) -> Token:
    """The word of a target that carries the others; of a copula, the word that it says something with."""
    token = doc[target.start : target.end].root
    return token.head if token.dep_ == "cop" else token


def heaviest(status: np.ndarray, weights: Sequence[float]) -> np.ndarray:
    """The statuses less all but the one that weighs most: what may not happen is as open as what may."""
    kept = np.zeros_like(status)
    k = int(np.abs(status * np.array(weights[1:])).argmax())
    kept[k] = status[k]
    return kept


def value(status: np.ndarray, weights: Sequence[float]) -> float:
    """Statuses as one number within -3 and 3."""
    return float(np.clip(weights[0] + heaviest(status, weights) @ np.array(weights[1:]), -3.0, 3.0))


def fitted(rows: Sequence[tuple[np.ndarray, float]]) -> tuple[float, ...]:
    """Weights by least squares from (statuses, label); those of statuses that never occur are 0."""
    labels = np.array([label for _, label in rows])
    weights = np.array([0.0, 0.0, -1.0, -1.0, -1.0])
    for _ in range(ROUNDS):
        x = np.array([[1.0, *heaviest(status, weights)] for status, _ in rows])
        weights, *_ = np.linalg.lstsq(x, labels, rcond=None)
    return tuple(round(float(w), 2) for w in weights)


def scores(found: list[float], labels: list[float]) -> tuple[float, float]:
    """Pearson's r (0 where one side never varies) and the mean absolute error."""
    error = float(np.mean(np.abs(np.array(found) - np.array(labels))))
    if len(set(found)) < 2 or len(set(labels)) < 2:
        return 0.0, error
    return float(np.corrcoef(found, labels)[0, 1]), error


Row = tuple[Token, float, dict[str, np.ndarray]]


def measured(sentences: Iterable[Sentence], docs: Iterable[Doc]) -> list[Row]:
    """(predicate, label, statuses) of every target."""
    rows = []
    for sentence, doc in zip(sentences, docs, strict=True):
        for target in sentence.targets:
            token = predicate(doc, target)
            rows.append((token, target.label, statuses(token)))
    return rows


def told(name: str, rows: list[Row]) -> Iterator[str]:
    """A line of the table for each system."""
    labels = [label for _, label, _ in rows]
    yield f"| {name} | all 3.0 | {len(rows)} | | {scores([3.0] * len(rows), labels)[1]:.2f} |"
    for system in SYSTEMS:
        found = [value(status[system], WEIGHTS[name, system]) for _, _, status in rows]
        r, error = scores(found, labels)
        yield f"| {name} | {system} | {len(rows)} | **{r:.3f}** | {error:.2f} |"


def worst(name: str, rows: list[Row], count: int) -> Iterator[str]:
    """The predicates that the rules put furthest off: label, our number, statuses, words."""
    valued = [(value(status["rules"], WEIGHTS[name, "rules"]), label, token) for token, label, status in rows]
    for found, label, token in sorted(valued, key=lambda row: -abs(row[0] - row[1]))[:count]:
        kind = " ".join(sorted(status_of(token).values)) or "done"
        yield f"{label:5.2f} {found:5.2f} {kind:14} {token.text}: {token.doc.text}"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder with a folder for each set")
    parser.add_argument("--sets", nargs="+", choices=SETS, default=SETS)
    parser.add_argument("--part", default="dev", help="dev (default), test or train")
    parser.add_argument("--limit", type=int, help="first N sentences of each")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="show the N worst predicates of each")
    parser.add_argument("--fit", action="store_true", help="print weights fitted on this part, for WEIGHTS")
    args = parser.parse_args()
    nlp = load()
    print(f"| set, {args.part} | system | predicates | r | MAE |\n|---|---|---:|---:|---:|")
    for name in args.sets:
        sentences = list(islice(read_sentences(args.data / name / f"{args.part}.jsonl"), args.limit))
        rows = measured(sentences, (read(sentence, nlp) for sentence in sentences))
        print("\n".join((*told(name, rows), *worst(name, rows, args.errors))))
        for system in SYSTEMS if args.fit else ():
            print(f'    ("{name}", "{system}"): {fitted([(s[system], label) for _, label, s in rows])},')
    print(f"\n{PUBLISHED}")


if __name__ == "__main__":
    main()
