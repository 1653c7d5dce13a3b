"""Whether it happened: negation, modality, plans, conditions and background around a predicate, each with its cue.

The effect of embedding predicates ("refused to", "urged ... to", "condemned the") comes from the table
data/stance/predicates.tsv.
Statuses are PLOVER's auxiliary modes: historical, future, hypothetical, negation.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from spacy.tokens import Token

from tocsin.settings import DATA
from tocsin.tables import read_table

COLUMNS = ("predicate", "pos", "construction", "positive", "negated", "example")
EFFECTS = ("done", "not_done", "future", "hypothetical", "historical", "none")
_NEGATORS = frozenset({"not", "n't", "never", "no", "neither", "nor", "nobody", "none", "without", "nothing", "hardly"})
_MODALS = {
    "will": "future",
    "shall": "future",
    "'ll": "future",
    "wo": "future",
    "would": "hypothetical",
    "could": "hypothetical",
    "may": "hypothetical",
    "might": "hypothetical",
    "should": "hypothetical",
    "must": "hypothetical",
    "can": "hypothetical",
    "ca": "hypothetical",
    "ought": "hypothetical",
    "need": "hypothetical",
}
_CONDITIONS = frozenset({"if", "unless", "whether", "lest", "should", "provided", "once", "until"})
_BACKGROUND = frozenset({"previously", "formerly", "once", "earlier", "historically", "originally"})
_PLANNED = frozenset(
    {"planned", "scheduled", "upcoming", "forthcoming", "proposed", "future", "next", "expected", "looming"}
)
_POSSIBLE = frozenset(
    {"possible", "potential", "likely", "feared", "threatened", "alleged", "hypothetical", "eventual"}
)


@dataclass(slots=True)
class Status:
    """Auxiliary modes of an act, and the tokens that say so: (kind, first token, last token + 1)."""

    values: set[str] = field(default_factory=set)
    cues: list[tuple[str, int, int]] = field(default_factory=list)

    def add(self, value: str, token: Token) -> None:
        self.values.add(value)
        self.cues.append((value, token.i, token.i + 1))


@dataclass(frozen=True, slots=True)
class Embedding:
    """What a predicate does to the act it embeds, when affirmed and when negated."""

    positive: str
    negated: str


@lru_cache(maxsize=4)
def embeddings(overlay: Path | None = None) -> dict[tuple[str, str], Embedding]:
    """(predicate lemma, construction) → effect. Raises DataFileError for an unknown effect."""
    table: dict[tuple[str, str], Embedding] = {}
    for folder in (DATA, overlay):
        path = folder / "stance" / "predicates.tsv" if folder else None
        if path is None or not path.is_file():
            continue
        for line in read_table(path, COLUMNS):
            effect = Embedding(line.one_of("positive", EFFECTS), line.one_of("negated", EFFECTS))
            table[line["predicate"], line["construction"]] = effect
    return table


def status_of(token: Token, overlay: Path | None = None) -> Status:
    """Status of the act that ``token`` (a verb or an event noun) names, from its clause and what embeds it."""
    status = Status()
    for clause in _own_clauses(token):
        _own(clause, status)
    _embedded(token, status, embeddings(overlay))
    if "hypothetical" in status.values and "future" in status.values:
        status.values.discard("future" if _conditional(token) else "hypothetical")
    return status


def _own_clauses(token: Token) -> Iterator[Token]:
    """The predicate itself and, for a noun, the light verb that carries its tense."""
    yield token
    if (
        token.pos_ in ("NOUN", "PROPN")
        and token.dep_ in ("obj", "nsubj:pass", "nsubj")
        and token.head.pos_ == "VERB"
        or token.pos_ == "VERB"
        and token.dep_ == "conj"
        and not any(c.dep_ in ("aux", "nsubj") for c in token.children)
    ):
        yield token.head


def _own(token: Token, status: Status) -> None:
    infinitive_be = None
    for child in token.children:
        word = child.lower_
        if (
            word in _NEGATORS
            and child.dep_ in ("advmod", "det", "cc:preconj", "case", "mark", "nsubj", "obj")
            or child.dep_ == "nsubj"
            and any(g.lower_ in ("no", "neither") for g in child.children)
        ):
            status.add("negation", child)
        elif child.dep_ == "aux" and word in _MODALS:
            status.add(_MODALS[word], child)
        elif child.dep_ == "aux" and child.lemma_ == "be" and any(g.lower_ == "to" for g in token.children):
            infinitive_be = child
        elif child.dep_ == "mark" and word in _CONDITIONS:
            status.add("hypothetical", child)
        elif child.dep_ == "advmod" and word in _BACKGROUND:
            status.add("historical", child)
        elif child.dep_ == "amod" and word in _PLANNED:
            status.add("future", child)
        elif child.dep_ == "amod" and word in _POSSIBLE and word != "alleged":
            status.add("hypothetical", child)
    if infinitive_be is not None:
        status.add("future", infinitive_be)
    had = [c for c in token.children if c.dep_ == "aux" and c.lower_ in ("had", "'d")]
    if had and token.tag_ == "VBN" and token.dep_ not in ("ccomp", "parataxis"):
        status.add("historical", had[0])
    if (
        token.dep_ == "root"
        and token.tag_ == "VB"
        and any(c.lower_ == "to" and c.dep_ == "mark" for c in token.children)
    ):
        status.add("future", token)


def _conditional(token: Token) -> bool:
    return any(c.dep_ == "advcl" and any(m.lower_ in ("if", "unless") for m in c.children) for c in token.children)


def _embedded(token: Token, status: Status, table: dict[tuple[str, str], Embedding]) -> None:
    """Effects of governing predicates, innermost first; a settled "done" ends the climb."""
    node, steps = token, 0
    while node.head.i != node.i and steps < 4:
        head, steps = node.head, steps + 1
        construction = _construction(node)
        if construction:
            key = head.lemma_.lower()
            particle = next((c.lower_ for c in head.children if c.dep_ == "compound:prt"), "")
            effect = table.get((f"{key} {particle}".strip(), construction)) or table.get((key, construction))
            if effect is not None:
                negated = any(c.lower_ in _NEGATORS for c in head.children)
                value = effect.negated if negated else effect.positive
                if value in ("done", "none"):
                    return
                status.add("negation" if value == "not_done" else value, head)
                return
        if node.dep_ in ("root", "parataxis", "acl:relcl"):
            return
        node = head


def _construction(token: Token) -> str:
    """How the token hangs on its governor: to, that, ing, from, noun or "" when it is not embedded."""
    marks = {c.lower_ for c in token.children if c.dep_ == "mark"}
    if token.dep_ in ("xcomp", "advcl", "acl", "ccomp", "csubj"):
        if "from" in marks:
            return "from"
        if "to" in marks:
            return "to"
        if token.tag_ == "VBG":
            return "ing"
        return "that" if token.dep_ == "ccomp" else ""
    if token.dep_ in ("obj", "obl", "nmod", "nsubj:pass") and token.pos_ in ("NOUN", "PROPN"):
        return "noun"
    return ""


@lru_cache(maxsize=1)
def effects_by_lemma() -> dict[str, dict[str, Embedding]]:
    """The table by lemma, for ``explain`` and the documentation."""
    made: dict[str, dict[str, Embedding]] = defaultdict(dict)
    for (lemma, construction), effect in embeddings().items():
        made[lemma][construction] = effect
    return dict(made)
