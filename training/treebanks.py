"""Universal Dependencies treebanks and their named entities as training sentences.

Sources: UD English EWT, GUM and ESLSpok (CoNLL-U); entity names from GUM's ``Entity`` annotation and from the UNER
layer over EWT dev. GUM genres whose text licence forbids commercial use are left out of training (see MODEL_CARD.md).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

NON_COMMERCIAL = {"essay", "fiction", "letter", "podcast", "whow", "reddit"}
ENTITY_LABELS = {"person": "PER", "place": "LOC", "organization": "ORG"}


@dataclass
class Sentence:
    """One annotated sentence; ``heads`` are indices into ``words`` (the root points at itself)."""

    words: list[str]
    spaces: list[bool]
    upos: list[str] = field(default_factory=list)
    xpos: list[str] = field(default_factory=list)
    lemmas: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    deps: list[str] = field(default_factory=list)
    ner: list[str] | None = None
    paragraph: bool = False
    document: str = ""

    @property
    def text(self) -> str:
        return "".join(w + (" " if s else "") for w, s in zip(self.words, self.spaces, strict=True)).rstrip()


def read_conllu(path: Path) -> Iterator[Sentence]:
    """Yield the sentences of a CoNLL-U file; multiword-token ranges and empty nodes are skipped."""
    document, paragraph = "", False
    rows: list[list[str]] = []
    glued: dict[int, tuple[int, bool]] = {}
    for raw in path.open(encoding="utf-8"):
        line = raw.rstrip("\n")
        if line.startswith("# newdoc id"):
            document, paragraph = line.split("=", 1)[1].strip(), True
        elif line.startswith("# newpar"):
            paragraph = True
        elif line.startswith("#"):
            continue
        elif line:
            cells = line.split("\t")
            if "-" in cells[0]:
                first, last = map(int, cells[0].split("-"))
                glued[first] = (last, "SpaceAfter=No" in cells[9])
            elif "." not in cells[0]:
                rows.append(cells)
        elif rows:
            yield _sentence(rows, glued, document, paragraph)
            rows, glued, paragraph = [], {}, False
    if rows:
        yield _sentence(rows, glued, document, paragraph)


def _sentence(rows: list[list[str]], glued: dict[int, tuple[int, bool]], document: str, paragraph: bool) -> Sentence:
    spaces = ["SpaceAfter=No" not in r[9] for r in rows]
    for first, (last, no_space) in glued.items():
        for i in range(first, last):
            spaces[i - 1] = False
        spaces[last - 1] = not no_space
    heads = [int(r[6]) - 1 if r[6] != "0" else i for i, r in enumerate(rows)]
    made = Sentence(
        words=[r[1] for r in rows],
        spaces=spaces,
        upos=[r[3] for r in rows],
        xpos=[r[4] for r in rows],
        lemmas=[r[2] for r in rows],
        heads=heads,
        deps=[r[7] for r in rows],
        paragraph=paragraph,
        document=document,
    )
    if document.startswith("GUM"):
        made.ner = gum_names(rows, made)
    return made


def gum_names(rows: list[list[str]], sentence: Sentence) -> list[str]:
    """BIO labels of the named persons, places and organisations in GUM's ``Entity`` brackets."""
    open_spans: list[tuple[str, str, int]] = []
    spans: list[tuple[int, int, str]] = []
    for i, row in enumerate(rows):
        entity = next((m[7:] for m in row[9].split("|") if m.startswith("Entity=")), "")
        for piece in entity.replace("(", "\n(").replace(")", ")\n").split("\n"):
            if not piece:
                continue
            if piece.startswith("("):
                parts = piece.strip("()").split("-")
                if len(parts) < 2:
                    continue
                if piece.endswith(")"):
                    spans.append((i, i + 1, parts[1]))
                else:
                    open_spans.append((parts[0], parts[1], i))
            elif piece.endswith(")"):
                key = piece.rstrip(")").split("-")[0]
                for k in range(len(open_spans) - 1, -1, -1):
                    if open_spans[k][0] == key:
                        spans.append((open_spans[k][2], i + 1, open_spans[k][1]))
                        del open_spans[k]
                        break
    labels = ["O"] * len(rows)
    for start, end, kind in sorted(spans, key=lambda s: s[1] - s[0]):
        if kind not in ENTITY_LABELS:
            continue
        top = [i for i in range(start, end) if not start <= sentence.heads[i] < end or sentence.heads[i] == i]
        if not top or sentence.upos[top[0]] != "PROPN":
            continue
        a = b = top[0]
        while a > start and sentence.upos[a - 1] == "PROPN":
            a -= 1
        while b + 1 < end and (sentence.upos[b + 1] == "PROPN" or (sentence.words[b + 1] == "-" and b + 2 < end)):
            b += 1
        if any(labels[i] != "O" for i in range(a, b + 1)):
            continue
        for i in range(a, b + 1):
            labels[i] = ("B-" if i == a else "I-") + ENTITY_LABELS[kind]
    return labels


def read_iob2(path: Path) -> Iterator[Sentence]:
    """Yield sentences with names only (no syntax) from a UNER ``.iob2`` file."""
    words: list[str] = []
    ner: list[str] = []
    for raw in path.open(encoding="utf-8"):
        line = raw.rstrip("\n")
        if line.startswith("#"):
            continue
        if line:
            cells = line.split("\t")
            words.append(cells[1])
            ner.append(cells[2] if cells[2][2:] in {"PER", "LOC", "ORG"} else "O")
        elif words:
            yield Sentence(words=words, spaces=[True] * len(words), ner=ner)
            words, ner = [], []


def commercial(sentence: Sentence) -> bool:
    """False for GUM genres whose text is licensed for non-commercial use only."""
    return not (sentence.document.startswith("GUM_") and sentence.document.split("_")[1] in NON_COMMERCIAL)


def lemma_script(form: str, lemma: str) -> str:
    """The edit from lower-cased form to lemma as ``cut|append``: went → go is ``3|o``."""
    low, goal = form.lower(), lemma.lower()
    k = 0
    while k < min(len(low), len(goal)) and low[k] == goal[k]:
        k += 1
    return f"{len(low) - k}|{goal[k:]}"


def frequent(values: Iterator[str], least: int) -> list[str]:
    """Values seen at least ``least`` times, most frequent first (ties by spelling, so the order is stable)."""
    count = Counter(values)
    return [v for v, n in sorted(count.items(), key=lambda x: (-x[1], x[0])) if n >= least]
